import type { Bundle } from "@undertone/core";
import type { Engine } from "@undertone/kernels/engine";
import { checkedProgram } from "@undertone/runtime";
import { ABOUT_SECTION, aboutOf } from "./about.ts";
import { engineFor } from "./engine-for.ts";
import { withCustomSection, withData } from "./wasm-binary.ts";

/**
 * A bundle as one WebAssembly module that imports nothing: the engine, its program in a data segment of its memory, and what it
 * holds as JSON in a custom section "undertone". Its ABI is documented in this package's README.
 *
 * @throws as `moduleOf`
 */
export async function wasmOf(bundle: Bundle): Promise<Uint8Array<ArrayBuffer>> {
  const program = await checkedProgram(bundle);
  const wasm = engineFor(bundle.input.features);
  const { instance } = await WebAssembly.instantiate(wasm);
  const { reserveProgram } = instance.exports as unknown as Engine;
  const about = new TextEncoder().encode(JSON.stringify(aboutOf(bundle)));
  return withCustomSection(withData(wasm, reserveProgram(0), program), ABOUT_SECTION, about);
}
