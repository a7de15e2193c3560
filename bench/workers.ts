import { availableParallelism, loadavg } from "node:os";
import { type TransferListItem, Worker } from "node:worker_threads";
import { loadDsp } from "@undertone/kernels/dsp";
import { startTrainingBackend } from "@undertone/tfjs-wasm-train";
import { recipeNamed, type TrainingWorker, train } from "@undertone/trainer";
import { threeSecondClips } from "./clips.ts";
import { timingOf } from "./measure.ts";

/**
 * How much faster is a training step shared among workers? By the clock, in interleaved rounds of short trainings; the CPU time of
 * the whole process beside it says what sharing costs.
 */
const COUNTS = [0, 1, 2];
const ROUNDS = 6;
/** The first of a training's steps prepares its workers, and is left out. */
const STEPS = 5;

const source = new URL("./training-worker.ts", import.meta.url);
const script = `import("tsx/esm/api").then(({ register }) => { register(); return import("${source}"); });`;
const threads = Array.from({ length: Math.max(...COUNTS) }, () => {
  const { port1: port, port2 } = new MessageChannel();
  const death = new AbortController();
  const options = { eval: true, workerData: port2, transferList: [port2 as unknown as TransferListItem] };
  const thread = new Worker(script, options).once("error", (error) => death.abort(error));
  return { thread, port, death: death.signal };
});

const dsp = await loadDsp();
const backend = await startTrainingBackend();
const recipe = { ...recipeNamed("default"), batchSize: 32, epochs: STEPS };
const data = threeSecondClips(32);
const clock: number[][] = COUNTS.map(() => []);
const cpu: number[][] = COUNTS.map(() => []);
const memory: number[] = [];

async function steps(workers: readonly TrainingWorker[]): Promise<[number, number][]> {
  const marks: [number, number][] = [];
  const onStep = () => {
    const { user, system } = process.cpuUsage();
    marks.push([performance.now(), (user + system) / 1000]);
  };
  await train(recipe, data, { dsp, backend, workers, onStep });
  return marks.slice(1).map(([time, used], i) => [time - marks[i][0], used - marks[i][1]]);
}

for (let round = -1; round < ROUNDS; round++) {
  for (const [i, count] of COUNTS.entries()) {
    const taken = await steps(threads.slice(0, count));
    if (round < 0) memory[i] = process.memoryUsage().rss / 2 ** 20;
    else {
      clock[i].push(...taken.map(([time]) => time));
      cpu[i].push(...taken.map(([, used]) => used));
    }
  }
}
for (const { thread, port } of threads) {
  port.close();
  await thread.terminate();
}

const machine = `${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.versions.node}`;
console.log(`Workers\n${machine}; ms per step of recipe default, 32 utterances of 3 s, median (quartiles)`);
const timings = COUNTS.map((count, i) => ({
  workers: count,
  clock: timingOf("clock", clock[i]),
  cpu: timingOf("cpu", cpu[i]),
  rssMiB: Math.round(memory[i]),
}));
for (const { workers, clock: time, cpu: used, rssMiB } of timings) {
  const quartiles = time.quartiles.map((q) => q.toFixed(1)).join(" to ");
  console.log(
    `  ${workers} workers  clock ${time.median.toFixed(1)} (${quartiles})  CPU ${used.median.toFixed(1)}  ${rssMiB} MiB resident so far`,
  );
}
const ratio = timings[1].clock.median / timings[2].clock.median;
console.log(`  2 workers are ${ratio.toFixed(2)} times as fast as 1`);
console.log(JSON.stringify({ question: "Workers", machine, timings, ratio }));
