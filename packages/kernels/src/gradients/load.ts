import { instantiate } from "../../build/gradients.js";
import { base64 } from "../../build/gradients-wasm.js";
import { bytesOf } from "../common/bytes.ts";

/** A running instance of the gradient kernels, inside someone else's memory. */
export type Gradients = Awaited<ReturnType<typeof instantiate>>;

/** The bytes of gradients.wasm, to be compiled or hashed. */
export const gradientsBytes = (): Uint8Array<ArrayBuffer> => bytesOf(base64);

/** Starts the gradient kernels in `memory`, so that its tensors pass by address. */
export async function loadGradients(memory: WebAssembly.Memory): Promise<Gradients> {
  return instantiate(await WebAssembly.compile(gradientsBytes()), { env: { memory } });
}
