import { readdir } from "node:fs/promises";
import os from "node:os";
import { expect, it, onTestFinished, vi } from "vitest";
import { undertone } from "./undertone.ts";
import { workshop } from "./workshop.ts";

it("recordings that memory cannot hold are refused by train, which holds all, and recognized by evaluate, which does not", async () => {
  const { at, train } = await workshop();
  await train("run", "--no-final", "--fold", "1");
  const memory = vi.spyOn(os, "totalmem").mockReturnValue(1e6);
  onTestFinished(() => memory.mockRestore());

  const refused = await train("other");
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toMatch(
    /^undertone: .*corpus: the first \d+ of 28 recordings take 5\d\d\.\d kB decoded, expected all within 500\.0 kB, half of this machine's memory\n$/m,
  );
  expect(await readdir(at("."))).not.toContain("other");

  const tested = await undertone(
    "evaluate",
    at("run/fold-1/model.undertone"),
    at("corpus"),
    "--seen-speakers",
    "--json",
  );
  expect([tested.exitCode, JSON.parse(tested.stdout).metrics.nUtterances]).toEqual([0, 28]);
});
