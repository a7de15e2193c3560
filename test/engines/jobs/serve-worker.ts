import { loadDsp } from "@undertone/kernels/dsp";
import { startTrainingBackend } from "@undertone/tfjs-wasm-train";
import { serveTraining } from "@undertone/trainer";

/** What a worker gets when it is started. */
export interface WorkerStart {
  /** transferred with the message */
  port: MessagePort;
  wasmPaths: string;
}

/** Makes this thread a training worker for the other end of the port. */
export async function serveWorker({ port, wasmPaths }: WorkerStart): Promise<void> {
  serveTraining(port, { dsp: await loadDsp(), backend: await startTrainingBackend({ wasmPaths }) });
}
