import type { Bundle } from "@undertone/core";
import { checkedProgram } from "@undertone/runtime";
import { template } from "../build/template.js";
import { engineFor } from "./engine-for.ts";
import { typesOf } from "./module/types.ts";

/** A model as one ES module. */
export interface ModelModule {
  /** emotion.mjs: ASCII, without any import */
  js: string;
  /** emotion.d.mts */
  types: string;
}

/**
 * A bundle as one ES module that holds all it needs and loads nothing: engine, weights and labels. It runs wherever
 * WebAssembly with SIMD does: Node, Deno, Bun, pages, workers, audio worklets, from any address and from files.
 *
 * @throws BundleError if the bundle's features were made by another front end than this one
 * @throws RangeError if the bundle is not valid, or needs more memory than an engine gives
 */
export async function moduleOf(bundle: Bundle): Promise<ModelModule> {
  const program = await checkedProgram(bundle);
  const js = template
    .replace(/(["'`])@engine@\1/, `"${hexOf(engineFor(bundle.input.features))}"`)
    .replace(/(["'`])@program@\1/, `"${base64Of(program)}"`);
  return { js, types: typesOf(bundle.labels) };
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Without padding. */
function base64Of(bytes: Uint8Array): string {
  let binary = "";
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(binary).replace(/=+$/, "");
}
