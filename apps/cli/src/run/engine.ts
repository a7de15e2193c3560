import { type Dsp, loadDsp } from "@undertone/kernels/dsp";
import { startTrainingBackend, type TrainingBackend } from "@undertone/tfjs-wasm-train";
import type { TrainingWorker } from "@undertone/trainer";
import { startTrainingWorkers } from "./training-workers.ts";

/** What training runs on. */
export interface Engine {
  dsp: Dsp;
  backend: TrainingBackend;
  workers: readonly TrainingWorker[];
}

/** Runs `body` with an engine whose threads end with it. */
export async function withEngine<T>(nWorkers: number, body: (engine: Engine) => Promise<T>): Promise<T> {
  const { workers, close } = startTrainingWorkers(nWorkers);
  try {
    return await body({ dsp: await loadDsp(), backend: await startTrainingBackend(), workers });
  } finally {
    await close();
  }
}
