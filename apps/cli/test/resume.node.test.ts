import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeWav } from "@undertone/audio";
import { decodeCheckpoint } from "@undertone/trainer";
import { describe, expect, it, onTestFinished } from "vitest";
import { Interrupted } from "../src/errors.ts";
import { fingerprints } from "./fingerprints.ts";
import { smallRecipe, syntheticFiles } from "./recordings.ts";
import { type Outcome, undertone, undertoneUntil } from "./undertone.ts";
import { type Workshop, workshop } from "./workshop.ts";

/** Trains until so many epochs of a fold are done, then interrupts. */
async function interrupted({ at, args }: Workshop, fold: string, epochs: number): Promise<Outcome> {
  const interruption = new AbortController();
  const running = undertoneUntil(interruption.signal, ...args("run"));
  await linesOf(at(`run/${fold}/history.jsonl`), epochs);
  interruption.abort(new Interrupted());
  return running;
}

async function linesOf(path: string, count: number): Promise<void> {
  while ((await readFile(path, "utf8").catch(() => "")).split("\n").length <= count) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

const resume = (run: string) => undertone("train", "--resume", run);

describe("undertone train --resume", () => {
  it("ends a run by the bits of one that was not stopped, killed in each of its parts", async () => {
    const { at, args, train } = await workshop({ "recipe.json": smallRecipe(4) });
    await train("whole");
    const whole = await fingerprints(at("whole"));

    // One process a part: the beginning of fold 1, the middle of fold 2, the final model.
    const parts: [string, number][] = [
      ["fold-1", 1],
      ["fold-2", 2],
      ["final", 3],
    ];
    for (const [i, [fold, epochs]] of parts.entries()) {
      const child = started(...(i === 0 ? args("run") : ["train", "--resume", at("run")]));
      await Promise.race([linesOf(at(`run/${fold}/history.jsonl`), epochs), once(child, "close")]);
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "close");
    }
    const { exitCode, stderr } = await resume(at("run"));
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^undertone: .*lock was left by process \d+, which is dead\n/);
    expect(await fingerprints(at("run"))).toEqual(whole);
  });

  it("goes on after an interruption, from anywhere, and says where", async () => {
    const shop = await workshop({ "recipe.json": smallRecipe(6) });
    await shop.train("whole");
    expect((await interrupted(shop, "fold-1", 3)).exitCode).toBe(130);
    const { exitCode, stdout, stderr } = await resume(shop.at("run"));
    expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining("undertone:")]);
    expect(stdout).toMatch(/^fold 1 of 2: goes on behind epoch [345], from .*fold-1\/checkpoint-[ab]$/m);
    expect(await fingerprints(shop.at("run"))).toEqual(await fingerprints(shop.at("whole")));
  });

  it("does not train a finished fold again", async () => {
    const shop = await workshop({ "recipe.json": smallRecipe(3) });
    await interrupted(shop, "fold-2", 1);
    const { mtimeMs } = await stat(shop.at("run/fold-1/model.undertone"));
    const { stderr } = await resume(shop.at("run"));
    expect(stderr).not.toMatch(/^fold 1 of 2: epoch/m);
    expect(stderr).toMatch(/^fold 2 of 2: epoch 3 of 3/m);
    const after = await stat(shop.at("run/fold-1/model.undertone"));
    expect(after.mtimeMs).toBe(mtimeMs);
  });

  it("goes on from the checkpoint before a truncated one, and says so", async () => {
    const shop = await workshop({ "recipe.json": smallRecipe(6) });
    await shop.train("whole");
    const whole = await fingerprints(shop.at("whole"));
    await interrupted(shop, "fold-1", 4);
    const [older, newer] = await byAge(shop.at("run/fold-1"));
    await truncate(newer, 3000);
    const { stderr, exitCode } = await resume(shop.at("run"));
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(
      new RegExp(
        `^undertone: ${newer}: is truncated: 3000 of \\d+ bytes \\(at byte 3000\\); training goes on behind epoch [345], from ${older}$`,
        "m",
      ),
    );
    expect(await fingerprints(shop.at("run"))).toEqual(whole);
  });

  it("begins the training again where both checkpoints are damaged", async () => {
    const shop = await workshop({ "recipe.json": smallRecipe(4) });
    await shop.train("whole");
    await interrupted(shop, "fold-1", 2);
    for (const path of await byAge(shop.at("run/fold-1")))
      await writeFile(path, "no checkpoint at all, but long enough to be one");
    const { stderr, exitCode } = await resume(shop.at("run"));
    expect(exitCode).toBe(0);
    expect(stderr).toContain(
      "checkpoint-b: is not an Undertone checkpoint (at byte 0); training begins with epoch 1\n",
    );
    expect(await fingerprints(shop.at("run"))).toEqual(await fingerprints(shop.at("whole")));
  });

  it("mends a half line of history", async () => {
    const shop = await workshop({ "recipe.json": smallRecipe(4) });
    await interrupted(shop, "fold-1", 2);
    await writeFile(shop.at("run/fold-1/history.jsonl"), '{"epoch":4,"lear', { flag: "a" });
    await resume(shop.at("run"));
    const lines = (await readFile(shop.at("run/fold-1/history.jsonl"), "utf8")).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).epoch)).toEqual([1, 2, 3, 4]);
  });

  it("says that a complete run is, and shows its numbers again", async () => {
    const { at, train } = await workshop();
    const first = await train("run");
    const before = await fingerprints(at("run"));
    const { exitCode, stdout } = await resume(at("run"));
    expect([exitCode, stdout.split("\n")[0]]).toEqual([0, `${at("run")} is complete: nothing is left to train`]);
    expect(stdout.split("\n\n").slice(1).join()).toContain(first.stdout.split("\n\n").slice(-2).join());
    expect(await fingerprints(at("run"))).toEqual(before);
  });
});

describe("undertone train --resume refuses", () => {
  it("a folder without a run, and a run of another version", async () => {
    const { at } = await workshop({ "empty/note.txt": "", "old/run.json": '{"undertoneVersion":"0.0.1"}' });
    expect(await resume(at("empty"))).toMatchObject({
      exitCode: 1,
      stderr: `undertone: ${at("empty")}: holds no run that could be resumed, expected run.json as undertone train writes it\n`,
    });
    expect(await resume(at("old"))).toMatchObject({
      exitCode: 1,
      stderr: `undertone: ${at("old/run.json")}: undertoneVersion is 0.0.1, expected 0.1.0: the version that began a run must end it\n`,
    });
    expect(await readdir(at("empty"))).toEqual(["note.txt"]);
  });

  it("recordings that changed, are gone or broken, and takes them back when they are as before", async () => {
    const shop = await workshop();
    await interrupted(shop, "fold-1", 1);
    const [first, second, third] = Object.keys(syntheticFiles()).map((name) => shop.at(`corpus/${name}`));
    const bytes = await readFile(first);
    await writeFile(first, writeWav({ samples: new Float32Array(16_000).fill(0.1), sampleRate: 16_000 }));
    await rename(second, `${second}.away`);
    const sound = await readFile(third);
    await writeFile(third, "no audio");
    const { exitCode, stderr } = await resume(shop.at("run"));
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      `undertone: ${shop.at("corpus")}: 3 recordings of 28 changed since the run began, expected none:\n`,
    );
    expect(stderr).toContain(`${Object.keys(syntheticFiles())[0]}: holds other sound than before`);
    expect(stderr).toContain(`${Object.keys(syntheticFiles())[1]}: no such file or directory`);

    await writeFile(first, bytes);
    await writeFile(third, sound);
    await rename(`${second}.away`, second);
    expect((await resume(shop.at("run"))).exitCode).toBe(0);
  });

  it("a checkpoint of another training, and a finished model that was replaced", async () => {
    const shop = await workshop({ "recipe.json": smallRecipe(3) });
    await interrupted(shop, "fold-2", 1);
    const order = JSON.parse(await readFile(shop.at("run/run.json"), "utf8"));
    const edited = { ...order, recipe: { ...order.recipe, epochs: 9 } };
    await writeFile(shop.at("run/run.json"), JSON.stringify(edited));
    const foreign = await resume(shop.at("run"));
    expect(foreign.exitCode).toBe(1);
    expect(foreign.stderr).toMatch(
      /checkpoint-[ab]: recipeSha256 is [0-9a-f]{64}, expected [0-9a-f]{64}: it is of a training by another recipe\n$/,
    );

    await writeFile(shop.at("run/run.json"), JSON.stringify(order));
    await resume(shop.at("run"));
    await rm(shop.at("run/metrics.json"));
    await writeFile(shop.at("run/fold-1/model.undertone"), await readFile(shop.at("run/fold-2/model.undertone")));
    expect((await resume(shop.at("run"))).stderr).toMatch(
      /fold-1\/model\.undertone: weightsSha256 is [0-9a-f]{64}, expected [0-9a-f]{64} as in metrics\.json\n$/,
    );
  });

  it("a run that another process works on", async () => {
    const shop = await workshop({ "recipe.json": smallRecipe(1000) });
    const interruption = new AbortController();
    const running = undertoneUntil(interruption.signal, ...shop.args("run"));
    await linesOf(shop.at("run/fold-1/history.jsonl"), 1);
    expect(await resume(shop.at("run"))).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `undertone: ${shop.at("run/lock")}: is held by process ${process.pid}, expected no other in this folder\n`,
    });
    interruption.abort(new Interrupted());
    await running;
    expect(await readdir(shop.at("run"))).not.toContain("lock");

    const elsewhere = { pid: 1, start: null, host: `not-${hostname()}` };
    await writeFile(shop.at("run/lock"), JSON.stringify(elsewhere));
    expect((await resume(shop.at("run"))).stderr).toBe(
      `undertone: ${shop.at("run/lock")}: is held by process 1 on not-${hostname()}: remove the file if it is dead, expected no other in this folder\n`,
    );
  });
});

describe("what a killed process leaves", () => {
  it("does not keep the same command from beginning again before anything was noted", async () => {
    const { at, train } = await workshop({ "run/lock": "", "run/run.json.4242.tmp": "{" });
    const { exitCode, stderr } = await train("run", "--fold", "1");
    expect(exitCode).toBe(0);
    expect(stderr).toContain(`undertone: ${at("run/lock")} was left by a process, which is dead\n`);
    expect(await readdir(at("run"))).not.toContain("run.json.4242.tmp");
  });

  it("is not taken for a living process that got the same number", async () => {
    const { at, train } = await workshop({
      "run/lock": JSON.stringify({ pid: process.pid, start: "another boot 1", host: hostname() }),
    });
    const { exitCode, stderr } = await train("run", "--fold", "1");
    expect(exitCode).toBe(0);
    expect(stderr).toContain(`undertone: ${at("run/lock")} was left by process ${process.pid}, which is dead\n`);
  });
});

/** The checkpoints of a training, the older first. */
async function byAge(folder: string): Promise<[string, string]> {
  const [a, b] = ["checkpoint-a", "checkpoint-b"].map((name) => join(folder, name));
  const epochs = async (path: string) => decodeCheckpoint(await readFile(path)).history.length;
  return (await epochs(a)) < (await epochs(b)) ? [a, b] : [b, a];
}

/** Starts the command from its sources, as a process of its own. */
function started(...args: string[]) {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  const main = join(root, "apps/cli/src/main.ts");
  const child = spawn(process.execPath, ["--conditions=@undertone/source", "--import", "tsx", main, ...args], {
    cwd: root,
    stdio: "ignore",
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}
