/**
 * Kills `undertone train` at random moments, fills its disk and damages its checkpoints, resumes it, each time by a number of
 * workers drawn from 0 to 2, and compares every file of the run with those of a run that was left in peace without workers.
 *
 *   node --conditions=@undertone/source --import tsx apps/cli/scripts/kill-resume.ts [KILLS] [SEED]
 *
 * Prints a table and one line of JSON; exit code 1 if any run ends otherwise. The full disk needs Linux and root: it is a
 * tmpfs, and left out, saying so, without.
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { randomAt } from "@undertone/core";
import { decodeCheckpoint } from "@undertone/trainer";
import { fingerprints } from "../test/fingerprints.ts";
import { smallRecipe, syntheticFiles } from "../test/recordings.ts";

const [kills = 30, seed = 1] = process.argv.slice(2).map(Number);
const EPOCHS = 10;
const random = randomAt(seed, "bootstrap");

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "undertone-kill-resume-"));
const corpus = join(folder, "corpus");
const recipe = join(folder, "recipe.json");
const trainInto = (run: string) => [
  ...["train", corpus, "--recipe", recipe, "--out", run],
  ...["--folds", "2", "--validation-speakers", "1"],
];
const goOn = (run: string) => (existsSync(join(run, "run.json")) ? ["train", "--resume", run] : trainInto(run));
const byWorkers = (count: number) => ["--workers", String(count)];
/** How many sessions had 0, 1 and 2 workers. */
const sessions = [0, 0, 0];
const byAnyWorkers = () => {
  const count = random.below(3);
  sessions[count]++;
  return byWorkers(count);
};

interface Outcome {
  /** null: killed */
  exitCode: number | null;
  stderr: string;
}

/** When a process is killed: so many milliseconds after its start, or after a file is there. */
interface Death {
  milliseconds: number;
  behind: string | null;
}

/** Runs a command line, to its end or its death. */
async function undertone(args: string[], death?: Death): Promise<Outcome> {
  const main = join(root, "apps/cli/src/main.ts");
  const child = spawn(process.execPath, ["--conditions=@undertone/source", "--import", "tsx", main, ...args], {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const closed = once(child, "close");
  const end = new AbortController();
  const ended = { signal: end.signal };
  const die = async ({ milliseconds, behind }: Death) => {
    while (behind !== null && !existsSync(behind)) await delay(1, undefined, ended);
    await delay(milliseconds, undefined, ended);
    child.kill("SIGKILL");
  };
  if (death) die(death).catch(() => {});
  const [exitCode] = await closed;
  end.abort();
  return { exitCode, stderr };
}

const failures: string[] = [];
const rows: string[][] = [];
function check(what: string, right: boolean, detail = ""): void {
  if (!right) failures.push(`${what}: ${detail}`);
}

async function checkRun(what: string, run: string, whole: Record<string, string>): Promise<void> {
  const prints = await fingerprints(run);
  const names = new Set([...Object.keys(prints), ...Object.keys(whole)]);
  const wrong = [...names].filter((name) => prints[name] !== whole[name]);
  check(what, wrong.length === 0, `differs in ${wrong.join(", ")}`);
}

/** How far a run is, by its files. */
async function partOf(run: string): Promise<string> {
  if (!existsSync(join(run, "run.json"))) return "before run.json";
  if (existsSync(join(run, "metrics.json"))) return "at the end";
  for (const part of ["final", "fold-2", "fold-1"]) if (existsSync(join(run, part))) return `in ${part}`;
  return "before fold 1";
}

/**
 * Kills runs until `kills` have died: every third at a moment drawn from the whole length of a run, the others while it
 * works on its folder.
 */
async function killAtRandom(whole: Record<string, string>, milliseconds: number): Promise<void> {
  const parts = new Map<string, number>();
  let dead = 0;
  let runs = 0;
  for (; dead < kills; runs++) {
    const run = join(folder, `killed-${runs}`);
    for (;;) {
      const behind = dead % 3 === 0 ? null : join(run, "lock");
      const death = { milliseconds: random.uniform() * milliseconds * (behind ? 0.4 : 1), behind };
      const { exitCode, stderr } = await undertone([...goOn(run), ...byAnyWorkers()], dead < kills ? death : undefined);
      if (exitCode === 0) break;
      if (exitCode !== null) {
        check(`run ${runs}`, false, stderr);
        return;
      }
      dead++;
      const part = await partOf(run);
      parts.set(part, (parts.get(part) ?? 0) + 1);
    }
    await checkRun(`run ${runs} after kills`, run, whole);
    await rm(run, { recursive: true });
  }
  const where = Array.from(parts, ([part, count]) => `${count} ${part}`).sort();
  rows.push([`${dead} kills in ${runs} runs`, where.join(", ")]);
}

/** Stops a run in the middle of fold 1 and returns its checkpoints, the older first. */
async function stoppedRun(run: string): Promise<[string, string]> {
  const files = ["checkpoint-a", "checkpoint-b"].map((name) => join(run, "fold-1", name));
  const until = async () => {
    while (!files.every((file) => existsSync(file))) await delay(1);
  };
  const child = spawn(
    process.execPath,
    [
      "--conditions=@undertone/source",
      "--import",
      "tsx",
      join(root, "apps/cli/src/main.ts"),
      ...trainInto(run),
      ...byWorkers(2),
    ],
    { cwd: root, stdio: "ignore" },
  );
  const closed = once(child, "close");
  await until();
  child.kill("SIGKILL");
  await closed;
  const epochs = await Promise.all(files.map(async (file) => decodeCheckpoint(await readFile(file)).history.length));
  return epochs[0] < epochs[1] ? [files[0], files[1]] : [files[1], files[0]];
}

async function damageNewest(whole: Record<string, string>): Promise<void> {
  const times = 6;
  for (let i = 0; i < times; i++) {
    const run = join(folder, `damaged-${i}`);
    const [older, newest] = await stoppedRun(run);
    const { size } = await stat(newest);
    const at = random.below(size);
    if (i % 2 === 0) await truncate(newest, at);
    else await flipBit(newest, at);
    const { exitCode, stderr } = await undertone([...goOn(run), ...byAnyWorkers()]);
    const said = stderr.includes(`undertone: ${newest}: `) && stderr.includes(`, from ${older}\n`);
    check(`damage ${i} at ${at} of ${size}`, exitCode === 0 && said, stderr);
    await checkRun(`damage ${i}`, run, whole);
    await rm(run, { recursive: true });
  }
  rows.push([`${times} damaged newest checkpoints`, "half truncated, half with a bit flipped, at random places"]);
}

async function flipBit(path: string, at: number): Promise<void> {
  const file = await open(path, "r+");
  const byte = new Uint8Array(1);
  await file.read(byte, 0, 1, at);
  byte[0] ^= 1 << random.below(8);
  await file.write(byte, 0, 1, at);
  await file.close();
}

/** In KiB. A run takes about 150 at its largest. */
const SMALL_DISKS = [8, 16, 24, 40, 56, 80, 104, 128];

/** Trains on disks that are too small at ever later moments, then makes room. */
async function fillDisk(whole: Record<string, string>): Promise<void> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    rows.push(["full disks", "left out: not root on Linux"]);
    return;
  }
  const disk = join(folder, "disk");
  await mkdir(disk);
  const run = join(disk, "run");
  const reached: string[] = [];
  for (const kibibytes of SMALL_DISKS) {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${kibibytes}k`, "undertone", disk]);
    try {
      const first = await undertone([...trainInto(run), ...byAnyWorkers()]);
      const full = first.stderr.trimEnd().split("\n").at(-1) ?? "";
      if (first.exitCode !== 0) {
        check(
          `disk of ${kibibytes} KiB`,
          first.exitCode === 1 && full.includes("no space left on device"),
          first.stderr,
        );
        reached.push(`${kibibytes} KiB: ${await partOf(run)}`);
        await checkCheckpoints(run);
      }
      execFileSync("mount", ["-o", "remount,size=64m", disk]);
      const { exitCode, stderr } = await undertone([...goOn(run), ...byAnyWorkers()]);
      check(`disk of ${kibibytes} KiB, resumed`, exitCode === 0, stderr);
      await checkRun(`disk of ${kibibytes} KiB`, run, whole);
    } finally {
      execFileSync("umount", [disk]);
    }
  }
  rows.push([`${reached.length} full disks`, reached.join(", ")]);
}

/** Whatever checkpoint is there must be whole. */
async function checkCheckpoints(run: string): Promise<void> {
  for (const entry of await readdir(run, { recursive: true }).catch(() => [])) {
    if (/checkpoint-[ab]$/.test(entry)) decodeCheckpoint(await readFile(join(run, entry)), entry);
    check("full disk", !entry.endsWith(".tmp"), `${entry} was left`);
  }
}

try {
  await mkdir(corpus);
  for (const [name, bytes] of Object.entries(syntheticFiles())) await writeFile(join(corpus, name), bytes);
  await writeFile(recipe, smallRecipe(EPOCHS, 2));

  const peaceful = join(folder, "peaceful");
  const start = performance.now();
  const { exitCode, stderr } = await undertone([...trainInto(peaceful), ...byWorkers(0)]);
  const milliseconds = performance.now() - start;
  if (exitCode !== 0) throw new Error(stderr);
  const whole = await fingerprints(peaceful);
  rows.push(["a run in peace", `${(milliseconds / 1000).toFixed(1)} s, ${EPOCHS} epochs in each of 3 trainings`]);

  await killAtRandom(whole, milliseconds);
  await damageNewest(whole);
  await fillDisk(whole);
  rows.push(["sessions by 0, 1, 2 workers", sessions.join(", ")]);
} finally {
  await rm(folder, { recursive: true, force: true });
}

for (const [what, detail] of rows) process.stdout.write(`${what.padEnd(32)}${detail}\n`);
for (const failure of failures) process.stdout.write(`WRONG ${failure}\n`);
process.stdout.write(`${JSON.stringify({ kills, seed, failures: failures.length })}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;
