import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { writeWav } from "@undertone/audio";
import { syntheticCorpus } from "@undertone/corpus";
import { parseArguments } from "./arguments.ts";
import { timingOf } from "./measure.ts";

/**
 * What does the built command take to decode, resample and extract the features of a corpus: on one core, on all of them, and
 * when it did so before? Wall-clock, as a person waits, and CPU time of the process with all its threads, which says what the
 * cores would do if nobody else used them.
 *
 * Usage: npm run bench -- corpus [FOLDER]; without, synthetic recordings at 48 kHz.
 */
const N_ROUNDS = 3;

// The command as npm links it: of this repository, as it was built.
const main = realpathSync(
  join(dirname(process.env.npm_package_json ?? "bench/package.json"), "../node_modules/.bin/undertone"),
);
const work = mkdtempSync(join(tmpdir(), "undertone-bench-"));
const folder = parseArguments(process.argv.slice(2)).files.find((path) => statSync(path).isDirectory()) ?? synthetic();
const [cache, fresh] = [join(work, "cache"), join(work, "fresh")];
const nCores = availableParallelism();

interface Run {
  name: string;
  workers: number;
  cache: string[];
  before?(): void;
}

const runs: Run[] = [
  { name: "1 worker", workers: 1, cache: ["--no-cache"] },
  { name: `${nCores} workers`, workers: nCores, cache: ["--no-cache"] },
  {
    name: `${nCores} workers, filling a cache`,
    workers: nCores,
    cache: ["--cache", fresh],
    before: () => rmSync(fresh, { recursive: true, force: true }),
  },
  { name: `${nCores} workers, from the cache`, workers: nCores, cache: ["--cache", cache] },
];

try {
  // Fills the cache, and reads all files once, so that none comes from the disk in one run and from memory in another.
  await timed(runs[3]);
  const times = runs.map(() => ({ wall: new Float64Array(N_ROUNDS), cpu: new Float64Array(N_ROUNDS) }));
  for (let round = 0; round < N_ROUNDS; round++) {
    for (const [i, run] of runs.entries()) {
      run.before?.();
      const { wall, cpu } = await timed(run);
      times[i].wall[round] = wall;
      times[i].cpu[round] = cpu;
    }
  }
  tell(times);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Runs the command once; in seconds. */
async function timed({ workers, cache }: Run): Promise<{ wall: number; cpu: number }> {
  const out = join(work, "features");
  const tellCpu = `import { isMainThread } from "node:worker_threads";
    if (isMainThread) process.on("exit", () => process.stdout.write(JSON.stringify(process.cpuUsage())));`;
  const preload = `data:text/javascript,${encodeURIComponent(tellCpu)}`;
  const args = ["features", folder, "--out", out, "--workers", String(workers), ...cache];
  const start = performance.now();
  const child = spawn(process.execPath, ["--import", preload, main, ...args], { stdio: ["ignore", "pipe", "ignore"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (more: string) => {
    text += more;
  });
  const [exitCode] = await once(child, "close");
  if (exitCode !== 0) throw new Error(`undertone ${args.join(" ")} ended with ${exitCode}, expected 0`);
  const { user, system } = JSON.parse(text.slice(text.lastIndexOf("{")));
  return { wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 };
}

function tell(times: readonly { wall: Float64Array; cpu: Float64Array }[]): void {
  const timings = runs.map(({ name }, i) => ({
    name,
    wall: timingOf(name, times[i].wall),
    cpu: timingOf(name, times[i].cpu),
  }));
  const [one, all, , cached] = timings;
  const machine = `${cpus()[0].model}, ${nCores} cores, Node ${process.versions.node}`;
  const files = execFileSync(
    process.execPath,
    [main, "features", folder, "--out", join(work, "f"), "--json", "--cache", cache],
    {
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  const { recordings } = JSON.parse(files.toString());
  const ratios = {
    "of linear, by the clock": one.wall.median / all.wall.median / nCores,
    "of linear, by CPU time": one.cpu.median / all.cpu.median,
    "faster from the cache, by the clock": all.wall.median / cached.wall.median,
    "faster from the cache, by CPU time": all.cpu.median / cached.cpu.median,
  };
  const width = Math.max(...timings.map(({ name }) => name.length));
  console.log(
    `Loading ${recordings} recordings: decode, resample, features of recipe default\n${machine}; seconds, median`,
  );
  for (const { name, wall, cpu } of timings) {
    console.log(
      `  ${name.padEnd(width)}  ${wall.median.toFixed(2).padStart(7)} by the clock  ${cpu.median.toFixed(2).padStart(7)} of CPU time`,
    );
  }
  for (const [name, ratio] of Object.entries(ratios)) console.log(`  ${name}: ${ratio.toFixed(2)}`);
  console.log(JSON.stringify({ question: "corpus", recordings, machine, timings, ratios }));
}

function synthetic(): string {
  const recordings = join(work, "recordings");
  mkdirSync(recordings);
  const corpus = syntheticCorpus({ nSpeakers: 12, utterancesPerClass: 4, seed: 1, sampleRate: 48_000 });
  for (const { utterance, waveform } of corpus) writeFileSync(join(recordings, utterance.path), writeWav(waveform));
  return recordings;
}
