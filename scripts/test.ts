// npm test: builds, checks types and style, finds or installs a Chromium, runs every test in Node and Chromium.
// Usage: npm test [-- vitest's arguments]; the last line is "N passed, N failed".
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromiumPaths, chromiumStarts, ensureChromium } from "./chromium.ts";
import { run } from "./run.ts";
import type { Tally } from "./tally-reporter.ts";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());

const NOTHING_RAN: Tally = { passed: 0, failed: 1, skipped: 0 };
const failedSteps: string[] = [];
await step("build", "turbo", ["run", "build", "--continue", "--output-logs=errors-only"]);
await step("types", "tsc", ["-p", "tsconfig.json"]);
await step("style", "biome", ["check", "."]);
const tally = await tests(process.argv.slice(2));

if (stop.signal.aborted) {
  console.log("interrupted");
  process.exitCode = 130;
} else {
  const failed = tally.failed + failedSteps.length;
  if (failedSteps.length > 0) console.log(`Failed before the tests: ${failedSteps.join(", ")}.`);
  console.log(`${tally.passed} passed, ${failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ""}`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/** Runs one check; a failing one does not keep the tests from running. */
async function step(name: string, command: string, args: readonly string[]): Promise<void> {
  if (stop.signal.aborted) return;
  console.log(`${name}: ${[command, ...args].join(" ")}`);
  if ((await run(command, args, { signal: stop.signal })) !== 0) failedSteps.push(name);
}

/** Runs vitest; that it ends without a report counts as one failed test. */
async function tests(args: readonly string[]): Promise<Tally> {
  if (stop.signal.aborted) return NOTHING_RAN;
  const folder = mkdtempSync(join(tmpdir(), "undertone-tests-"));
  const file = join(folder, "tally.json");
  try {
    const path = await ensureChromium(chromiumPaths, chromiumStarts, installers());
    console.log(`tests: vitest run, with ${path}`);
    const code = await run("vitest", ["run", "--reporter=default", "--reporter=./scripts/tally-reporter.ts", ...args], {
      signal: stop.signal,
      environment: { CHROME_PATH: path, TALLY_FILE: file },
    });
    const tally: Tally = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : NOTHING_RAN;
    return code === 0 ? tally : { ...tally, failed: Math.max(1, tally.failed) };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return NOTHING_RAN;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Playwright's download, then, for root on Debian, the distribution's package; each is given up after its minutes. */
function installers(): (() => Promise<unknown>)[] {
  const attempt = (minutes: number, command: string, ...args: string[]) => {
    console.log(`chromium: ${[command, ...args].join(" ")}`);
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(minutes * 60_000)]);
    return run(command, args, { signal, environment: { DEBIAN_FRONTEND: "noninteractive" } });
  };
  const download = () => attempt(5, "playwright", "install", "--no-shell", "chromium");
  const installPackage = async () => {
    await attempt(2, "apt-get", "update");
    await attempt(8, "apt-get", "install", "-y", "--no-install-recommends", "chromium");
  };
  const isRootOnDebian = process.getuid?.() === 0 && existsSync("/etc/debian_version");
  return isRootOnDebian ? [download, installPackage] : [download];
}
