import { loadDsp } from "@undertone/kernels/dsp";
import { startTrainingBackend } from "@undertone/tfjs-wasm-train";
import { recipeNamed, train } from "@undertone/trainer";
import { demoData } from "./demo-data.ts";
import type { Job } from "./job.ts";

/** Trains the demo's recipe on the demo's data and hashes all weights. */
export const training: Job = async ({ wasmPaths, epochs, report }) => {
  const recipe = { ...recipeNamed("demo"), epochs };
  const data = await demoData(recipe, report);
  const { model } = await train(recipe, data, {
    dsp: await loadDsp(),
    backend: await startTrainingBackend({ wasmPaths }),
    onEpoch: ({ epoch, trainingLoss }) => report(`epoch ${epoch} of ${epochs}, loss ${trainingLoss.toFixed(3)}`),
  });
  return { [`weights after ${epochs} epochs`]: model.weightsSha256 };
};
