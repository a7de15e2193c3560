import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeWav } from "@undertone/audio";
import { syntheticCorpus } from "@undertone/corpus";
import { recipeNamed } from "@undertone/trainer";
import { describe, expect, it, onTestFinished } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Starts the command from its sources, as a process of its own. */
function start(...args: string[]): Started {
  return startWith("pipe", ...args);
}

interface Started {
  process: ChildProcess;
  ended: Promise<{ exitCode: number; stderr: string }>;
}

function startWith(stdout: "pipe" | number, ...args: string[]): Started {
  const main = join(root, "apps/cli/src/main.ts");
  const child = spawn(process.execPath, ["--conditions=@undertone/source", "--import", "tsx", main, ...args], {
    cwd: root,
    stdio: ["ignore", stdout, "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let stderr = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  child.stdout?.resume();
  return { process: child, ended: once(child, "close").then(([exitCode]) => ({ exitCode, stderr })) };
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "undertone-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe("the process", () => {
  it("ends with 0, 1 or 2, as a script needs it", async () => {
    const [help, failure, usage] = await Promise.all(
      [["--help"], ["corpus", "nowhere"], ["corpus"]].map((args) => start(...args).ended),
    );
    expect(help).toEqual({ exitCode: 0, stderr: "" });
    expect(failure).toEqual({ exitCode: 1, stderr: "undertone: nowhere: no such file or directory\n" });
    expect(usage).toEqual({ exitCode: 2, stderr: "undertone: missing required argument 'folders'\n" });
  });

  it("says nothing when its reader has seen enough", async () => {
    const { process: child, ended } = start("--help");
    child.stdout!.destroy();
    expect(await ended).toEqual({ exitCode: 0, stderr: "" });
  });

  it.skipIf(!existsSync("/dev/full"))("fails in a line where stdout is a full disk", async () => {
    const full = await open("/dev/full", "w");
    onTestFinished(() => full.close());
    const { ended } = startWith(full.fd, "--help");
    expect(await ended).toEqual({ exitCode: 1, stderr: "undertone: stdout: write: no space left on device\n" });
  });

  it("trains to the end when its reader has seen enough", async () => {
    const folder = await temporaryFolder();
    for (const { utterance, waveform } of syntheticCorpus({ nSpeakers: 2, utterancesPerClass: 1, seed: 3 })) {
      await writeFile(join(folder, utterance.path), writeWav(waveform));
    }
    const run = join(folder, "run");
    const args = ["--recipe", "demo", "--epochs", "1", "--folds", "2", "--validation-speakers", "0", "--out", run];
    const { process: child, ended } = start("train", folder, ...args);
    child.stdout!.destroy();
    expect((await ended).exitCode).toBe(0);
    expect(await readdir(run)).toContain("metrics.json");
  });

  it("keeps what is whole, and only that, on Ctrl-C", async () => {
    const folder = await temporaryFolder();
    for (const { utterance, waveform } of syntheticCorpus({ nSpeakers: 4, utterancesPerClass: 1, seed: 3 })) {
      await writeFile(join(folder, utterance.path), writeWav(waveform));
    }
    const run = join(folder, "run");
    const recipe = join(folder, "recipe.json");
    await writeFile(recipe, JSON.stringify({ ...recipeNamed("demo"), epochs: 1000 }));
    const args = ["--recipe", recipe, "--folds", "2", "--validation-speakers", "1", "--out", run];
    const { process: child, ended } = start("train", folder, ...args);

    const history = join(run, "fold-1/history.jsonl");
    while (child.exitCode === null && !(await readFile(history, "utf8").catch(() => ""))) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    child.kill("SIGINT");
    const { exitCode, stderr } = await ended;
    expect(stderr.trimEnd().split("\n").at(-1)).toBe(
      `undertone: interrupted: ${run} keeps what was under way; npx undertone train --resume ${run} goes on`,
    );
    expect(exitCode).toBe(130);
    const names = (await readdir(run, { recursive: true })).filter((name) => !/checkpoint-|tfevents/.test(name));
    expect(names.sort()).toEqual(
      ["audit.json", "corpus.json", "fold-1", "fold-1/history.jsonl", "folds.json", "recipe.json", "run.json"].map(
        (path) => join(path),
      ),
    );
    for (const line of (await readFile(history, "utf8")).trimEnd().split("\n")) {
      expect(JSON.parse(line)).toHaveProperty("trainingLoss");
    }
  });
});
