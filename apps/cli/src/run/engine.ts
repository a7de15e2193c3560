import { type Dsp, loadDsp } from "@undertone/kernels/dsp";
import { startTrainingBackend, type TrainingBackend } from "@undertone/tfjs-wasm-train";

/** What training runs on. */
export interface Engine {
  dsp: Dsp;
  backend: TrainingBackend;
}

export async function startEngine(): Promise<Engine> {
  return { dsp: await loadDsp(), backend: await startTrainingBackend() };
}
