import { moduleOf, wasmOf } from "@undertone/bundler";
import { decodeBundle } from "@undertone/core";

/** A bundle's bytes as one file that needs nothing else. */
export async function madeForm(
  name: "emotion.mjs" | "emotion.wasm",
  bytes: Uint8Array,
): Promise<Uint8Array<ArrayBuffer> | string> {
  const bundle = decodeBundle(bytes);
  return name === "emotion.wasm" ? wasmOf(bundle) : (await moduleOf(bundle)).js;
}
