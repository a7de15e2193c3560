import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { loadDsp } from "@undertone/kernels/dsp";
import { startTrainingBackend } from "@undertone/tfjs-wasm-train";
import { serveTraining } from "@undertone/trainer";

// The message may come before the engine is ready, so it is listened for first.
const port = new Promise<MessagePort>((resolve) => {
  globalThis.onmessage = ({ data }) => resolve(data);
});
serveTraining(await port, { dsp: await loadDsp(), backend: await startTrainingBackend({ wasmPaths: simd }) });
