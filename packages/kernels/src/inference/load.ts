import { instantiate } from "../../build/inference.js";
import { base64 } from "../../build/inference-wasm.js";
import { bytesOf } from "../common/bytes.ts";

/** A running instance of the feature and network kernels, with a linear memory of its own. */
export type Inference = Awaited<ReturnType<typeof instantiate>>;

/** The bytes of inference.wasm, to be compiled or hashed. */
export const inferenceBytes = (): Uint8Array<ArrayBuffer> => bytesOf(base64);

/** Starts an instance; instances share nothing, so one per worker is safe. */
export async function loadInference(): Promise<Inference> {
  return instantiate(await WebAssembly.compile(inferenceBytes()), { env: {} });
}
