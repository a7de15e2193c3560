import { loadDsp } from "@undertone/kernels/dsp";
import { startTrainingBackend } from "@undertone/tfjs-wasm-train";
import { recipeNamed, train } from "@undertone/trainer";
import { demoData } from "./demo-data.ts";
import type { Job, JobContext } from "./job.ts";

/** Trains the demo's recipe on the demo's data and hashes all weights. */
export const training: Job = (context) => trainedBy(0, context);

/** As `training`, by two threads; the weights are the same. */
export const trainingByWorkers: Job = (context) => trainedBy(2, context);

async function trainedBy(nWorkers: number, { wasmPaths, epochs, report, startWorker }: JobContext) {
  const recipe = { ...recipeNamed("demo"), epochs };
  const data = await demoData(recipe, report);
  const workers = Array.from({ length: nWorkers }, startWorker);
  try {
    const { model } = await train(recipe, data, {
      dsp: await loadDsp(),
      backend: await startTrainingBackend({ wasmPaths }),
      workers,
      onEpoch: ({ epoch, trainingLoss }) => report(`epoch ${epoch} of ${epochs}, loss ${trainingLoss.toFixed(3)}`),
    });
    return { [`weights after ${epochs} epoch${epochs === 1 ? "" : "s"}`]: model.weightsSha256 };
  } finally {
    for (const worker of workers) worker.end();
  }
}
