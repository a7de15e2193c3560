import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { startTrainingBackend, type TrainingBackend } from "@undertone/tfjs-wasm-train";

/** The training backend, its binary served by Vite in a browser and found by tfjs itself in Node. */
export const startBackend = (): Promise<TrainingBackend> =>
  startTrainingBackend(typeof document === "undefined" ? {} : { wasmPaths: simd });
