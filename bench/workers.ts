import { once } from "node:events";
import { availableParallelism, loadavg } from "node:os";
import { performance } from "node:perf_hooks";
import { type TransferListItem, Worker } from "node:worker_threads";
import { loadDsp } from "@undertone/kernels/dsp";
import { startTrainingBackend } from "@undertone/tfjs-wasm-train";
import { changedRecipe, recipeNamed, type TrainingWorker, train } from "@undertone/trainer";
import { threeSecondClips } from "./clips.ts";
import { type Timing, timingOf } from "./measure.ts";

/**
 * How much faster is a training step shared among workers? By the clock, in interleaved rounds of short trainings; beside it the
 * CPU time of the whole process, which says what sharing costs, and the time in which the main thread was busy. Two controls in
 * each round say what the machine gives two threads at this hour: threads that only count, and two trainings at once that
 * share nothing but the machine, one worker each.
 */
const COUNTS = [0, 1, 2];
const ROUNDS = 12;
const BATCH = 32;
const EPOCHS = 2;
/** The first of a training's steps prepares its workers, and is left out; an epoch's first has no inputs made ahead. */
const STEPS_PER_EPOCH = 6;

const boot = (file: string) =>
  `import("tsx/esm/api").then(({ register }) => { register(); return import("${new URL(file, import.meta.url)}"); });`;
const threads = Array.from({ length: Math.max(...COUNTS) }, () => {
  const { port1: port, port2 } = new MessageChannel();
  const death = new AbortController();
  const options = { eval: true, workerData: port2, transferList: [port2 as unknown as TransferListItem] };
  const thread = new Worker(boot("./training-worker.ts"), options).once("error", (error) => death.abort(error));
  return { thread, port, death: death.signal };
});

/** Threads that only count: what the machine gives two of them at this hour bounds what it gives two workers. */
const COUNTING = `
const { parentPort } = require("node:worker_threads");
parentPort.on("message", () => {
  let x = 0;
  for (let i = 0; i < 1e8; i++) x = (x * 31 + i) | 0;
  parentPort.postMessage(x);
});`;
const counters = threads.map(() => new Worker(COUNTING, { eval: true }));
async function counted(n: number): Promise<number> {
  const start = performance.now();
  const answered = counters.slice(0, n).map((counter) => once(counter, "message"));
  for (const counter of counters.slice(0, n)) counter.postMessage(null);
  await Promise.all(answered);
  return performance.now() - start;
}

const dsp = await loadDsp();
const backend = await startTrainingBackend();
const recipe = { ...changedRecipe(recipeNamed("default"), { epochs: EPOCHS }), batchSize: BATCH };
const data = threeSecondClips(BATCH * STEPS_PER_EPOCH);
const measures = ["clock", "CPU", "own"] as const;
type Step = Record<(typeof measures)[number], number>;

/** What a step of one short training took, in the mean. */
async function step(workers: readonly TrainingWorker[]): Promise<Step> {
  const marks: Step[] = [];
  const onStep = () => {
    const { user, system } = process.cpuUsage();
    marks.push({
      clock: performance.now(),
      CPU: (user + system) / 1000,
      own: performance.eventLoopUtilization().active,
    });
  };
  await train(recipe, data, { dsp, backend, workers, onStep });
  const [first, last, n] = [marks[0], marks.at(-1)!, marks.length - 1];
  return {
    clock: (last.clock - first.clock) / n,
    CPU: (last.CPU - first.CPU) / n,
    own: (last.own - first.own) / n,
  };
}

interface Round {
  steps: Step[];
  /** one worker's clock over two workers' */
  ratio: number;
  /** steps of two trainings at once, of one worker each, over those of one in the same time */
  apart: number;
  /** what two threads count over what one does in the same time */
  counting: number;
}
const memory: number[] = [];
async function round(): Promise<Round> {
  const steps: Step[] = [];
  for (const [i, count] of COUNTS.entries()) {
    steps.push(await step(threads.slice(0, count)));
    memory[i] ??= Math.round(process.memoryUsage().rss / 2 ** 20);
  }
  const [, one, two] = steps.map(({ clock }) => clock);
  const both = await Promise.all(threads.map((thread) => step([thread])));
  const apart = both.reduce((sum, { clock }) => sum + one / clock, 0);
  const [alone, together] = [await counted(1), await counted(2)];
  return { steps, ratio: one / two, apart, counting: (2 * alone) / together };
}

await round();
const rounds: Round[] = [];
while (rounds.length < ROUNDS) rounds.push(await round());
for (const { port } of threads) port.close();
for (const thread of [...threads.map(({ thread }) => thread), ...counters]) await thread.terminate();

const machine = `${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.versions.node}`;
const timings = COUNTS.map((workers, i) => {
  const [clock, cpu, own] = measures.map((name) =>
    timingOf(
      name,
      rounds.map(({ steps }) => steps[i][name]),
    ),
  );
  return { workers, clock, cpu, own, rssMiB: memory[i] };
});
const overRounds = (name: "ratio" | "apart" | "counting") =>
  timingOf(
    name,
    rounds.map((one) => one[name]),
  );
const quartilesOf = ({ quartiles }: Timing, digits: number) => quartiles.map((q) => q.toFixed(digits)).join(" to ");
console.log(
  `Workers\n${machine}; ms per step of recipe default, ${BATCH} utterances of 3 s, median of rounds (quartiles)`,
);
for (const { workers, clock, cpu, own, rssMiB } of timings) {
  console.log(
    `  ${workers} workers  clock ${clock.median.toFixed(1)} (${quartilesOf(clock, 1)})  CPU ${cpu.median.toFixed(1)}  main thread ${own.median.toFixed(1)}  ${rssMiB} MiB resident`,
  );
}
const ratios = { shared: overRounds("ratio"), apart: overRounds("apart"), counting: overRounds("counting") };
const told = (timing: Timing) => `${timing.median.toFixed(2)} times (${quartilesOf(timing, 2)})`;
console.log(`  2 workers are as fast as 1: ${told(ratios.shared)}`);
console.log(`  two trainings at once, 1 worker each, as fast as one: ${told(ratios.apart)}`);
console.log(`  two threads that only count, as fast as one: ${told(ratios.counting)}`);
console.log(JSON.stringify({ question: "Workers", machine, timings, ratios, rounds }));
