import { type Bundle, networkOf } from "@undertone/core";
import { checkActivations } from "./check-activations.ts";
import { compileLayers } from "./compile-layers.ts";
import { compileSpec } from "./compile-spec.ts";
import { createProgramWriter } from "./program-writer.ts";

/** What of a bundle a program is made of. */
export type Compilable = Pick<Bundle, "labels" | "input" | "layers" | "tensors" | "dtypes">;

/**
 * Compiles a valid bundle for the engine: what it is to compute, its weights and its labels, in the dtypes of the bundle, batch
 * normalization folded into convolutions. All forms of a model run this program, so all give the same bits.
 *
 * @param bundle  checked by `checkBundle`, as far as it matters here
 * @throws RangeError if activations take more than 256 MiB, or residuals nest more than 16 deep
 */
export function compileProgram(bundle: Compilable): Uint8Array<ArrayBuffer> {
  const { labels, input, tensors } = bundle;
  const { layers } = networkOf(bundle);
  checkActivations(layers);
  const program = createProgramWriter();
  compileSpec(program, input);
  if (input.normalization === "training") {
    program.float32(tensors.get("input.mean")!);
    program.float32(tensors.get("input.standardDeviation")!);
  }
  compileLayers(program, layers, bundle);
  program.whole(labels.length);
  for (const label of labels) {
    const text = new TextEncoder().encode(label);
    program.whole(text.length);
    program.bytes(text);
  }
  return program.finish();
}
