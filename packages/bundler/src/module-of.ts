import type { Bundle } from "@undertone/core";
import { checkedProgram } from "@undertone/runtime";
import { engine, leanEngine, template } from "../build/template.js";
import { aboutComment, aboutOf } from "./about.ts";
import { isPlain } from "./engine-for.ts";
import { typesOf } from "./module/types.ts";
import { pack } from "./pack/pack.ts";

/** A model as one ES module. */
export interface ModelModule {
  /** emotion.mjs: ASCII, without any import; its first line, a comment, says what it holds */
  js: string;
  /** emotion.d.mts */
  types: string;
}

/**
 * A bundle as one ES module that holds all it needs and loads nothing: engine, weights and labels. It runs wherever
 * WebAssembly with SIMD does; this package's README says where it was tested.
 *
 * @throws BundleError if the bundle's features were made by another front end than this one
 * @throws RangeError if the bundle is not valid, or needs more memory than an engine gives
 */
export async function moduleOf(bundle: Bundle): Promise<ModelModule> {
  const program = await checkedProgram(bundle);
  const weights = new DataView(program.buffer).getUint32(8, true);
  const texts: Record<string, string> = {
    engine: isPlain(bundle.input.features) ? leanEngine : engine,
    program: pack(program, weights),
  };
  // what is packed has dollar signs, which a plain replacement would read
  const js = template.replace(/(["'`])@(engine|program)@\1/g, (_, __, name: string) => `"${texts[name]}"`);
  return { js: aboutComment(aboutOf(bundle)) + js, types: typesOf(bundle.labels) };
}
