import { once } from "node:events";
import { availableParallelism, loadavg } from "node:os";
import { performance } from "node:perf_hooks";
import { type TransferListItem, Worker } from "node:worker_threads";
import { loadDsp } from "@undertone/kernels/dsp";
import { startTrainingBackend } from "@undertone/tfjs-wasm-train";
import { recipeNamed, type TrainingWorker, train } from "@undertone/trainer";
import { threeSecondClips } from "./clips.ts";
import { timingOf } from "./measure.ts";

/**
 * How much faster is a training step shared among workers? By the clock, in interleaved rounds of short trainings; beside it the
 * CPU time of the whole process, which says what sharing costs, and the time in which the main thread was busy, which no worker shares.
 */
const COUNTS = [0, 1, 2];
const ROUNDS = 12;
/** The first of a training's steps prepares its workers, and is left out. */
const STEPS = 9;

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
const recipe = { ...recipeNamed("default"), batchSize: 32, epochs: STEPS };
const data = threeSecondClips(32);
const measures = ["clock", "CPU", "own"] as const;
type Step = Record<(typeof measures)[number], number>;
const taken: Step[][] = COUNTS.map(() => []);
const memory: number[] = [];
const counting: number[][] = [[], []];

async function steps(workers: readonly TrainingWorker[]): Promise<Step[]> {
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
  const since = (step: Step, before: Step): Step => ({
    clock: step.clock - before.clock,
    CPU: step.CPU - before.CPU,
    own: step.own - before.own,
  });
  return marks.slice(1).map((mark, i) => since(mark, marks[i]));
}

for (let round = -1; round < ROUNDS; round++) {
  for (const [i, count] of COUNTS.entries()) {
    const some = await steps(threads.slice(0, count));
    if (round < 0) memory[i] = Math.round(process.memoryUsage().rss / 2 ** 20);
    else taken[i].push(...some);
  }
  for (const [i, times] of counting.entries()) {
    const time = await counted(i + 1);
    if (round >= 0) times.push(time);
  }
}
for (const { port } of threads) port.close();
for (const thread of [...threads.map(({ thread }) => thread), ...counters]) await thread.terminate();

const machine = `${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.versions.node}`;
const timings = COUNTS.map((workers, i) => {
  const [clock, cpu, own] = measures.map((name) =>
    timingOf(
      name,
      taken[i].map((step) => step[name]),
    ),
  );
  return { workers, clock, cpu, own, rssMiB: memory[i] };
});
console.log(`Workers\n${machine}; ms per step of recipe default, 32 utterances of 3 s, median (quartiles)`);
for (const { workers, clock, cpu, own, rssMiB } of timings) {
  const quartiles = clock.quartiles.map((q) => q.toFixed(1)).join(" to ");
  console.log(
    `  ${workers} workers  clock ${clock.median.toFixed(1)} (${quartiles})  CPU ${cpu.median.toFixed(1)}  main thread ${own.median.toFixed(1)}  ${rssMiB} MiB resident`,
  );
}
const ratio = timings[1].clock.median / timings[2].clock.median;
const [alone, together] = counting.map((times) => timingOf("counting", times).median);
const possible = (2 * alone) / together;
console.log(
  `  2 workers are ${ratio.toFixed(2)} times as fast as 1; two threads that only count, ${possible.toFixed(2)} times as one`,
);
console.log(JSON.stringify({ question: "Workers", machine, timings, ratio, possible }));
