import { instantiate } from "../../build/dsp.js";
import { base64 } from "../../build/dsp-wasm.js";
import { bytesOf } from "../common/bytes.ts";

/** A running instance of the feature and augmentation kernels, with a linear memory of its own. */
export type Dsp = Awaited<ReturnType<typeof instantiate>>;

/** The bytes of dsp.wasm, to be compiled or hashed. */
export const dspBytes = (): Uint8Array<ArrayBuffer> => bytesOf(base64);

/** Starts an instance; instances share nothing, so one per worker is safe. */
export async function loadDsp(): Promise<Dsp> {
  return instantiate(await WebAssembly.compile(dspBytes()), { env: {} });
}
