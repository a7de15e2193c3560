import { instantiate } from "../../build/engine.js";
import { base64 } from "../../build/engine-wasm.js";
import { base64 as leanBase64 } from "../../build/lean-engine-wasm.js";
import { bytesOf } from "../common/bytes.ts";

/** A running recognizer without a program yet, with a linear memory of its own; its exports are the ABI of packages/bundler/README.md. */
export type Engine = Awaited<ReturnType<typeof instantiate>>;

/** The bytes of engine.wasm, which imports nothing. */
export const engineBytes = (): Uint8Array<ArrayBuffer> => bytesOf(base64);

/**
 * The bytes of lean-engine.wasm: the same for log-mels of powers, without energies, deltas, emphasis or mirrored padding;
 * programs that ask for more are refused.
 */
export const leanEngineBytes = (): Uint8Array<ArrayBuffer> => bytesOf(leanBase64);

/** Starts an instance; instances share nothing, so one per worker is safe. */
export async function loadEngine(): Promise<Engine> {
  return instantiate(await WebAssembly.compile(engineBytes()), { env: {} });
}
