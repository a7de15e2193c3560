import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { startTrainingBackend, type TrainingBackend } from "@undertone/tfjs-wasm-train";

/** The training backend, in Node and in a page that Vite serves. */
export const startBackend = (): Promise<TrainingBackend> =>
  startTrainingBackend(typeof document === "undefined" ? {} : { wasmPaths: simd });
