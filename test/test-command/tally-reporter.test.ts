import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const vitest = fileURLToPath(new URL("vitest.mjs", import.meta.resolve("vitest/package.json")));
const outcomes = fileURLToPath(new URL("outcomes", import.meta.url));

/** The tally of a run of vitest over the fixtures whose names hold `filter`, and its exit code. */
async function tallyOfRun(filter: string): Promise<{ code: number; tally: unknown }> {
  const folder = mkdtempSync(join(tmpdir(), "undertone-tally-"));
  const file = join(folder, "tally.json");
  try {
    const code = await new Promise<number>((resolve) => {
      const options = { cwd: outcomes, env: { ...process.env, TALLY_FILE: file } };
      execFile(process.execPath, [vitest, "run", filter], options, (error) => resolve(Number(error?.code ?? 0)));
    });
    return { code, tally: existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it.each([
  ["every", { passed: 3, failed: 1, skipped: 2 }],
  ["unhandled", { passed: 1, failed: 1, skipped: 0 }],
  ["outcome", { passed: 4, failed: 4, skipped: 3 }],
])("counts what vitest ran: %s", async (filter, tally) => {
  expect(await tallyOfRun(filter)).toEqual({ code: 1, tally });
});
