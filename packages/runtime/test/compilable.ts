import { type InputSpec, type Layer, librosaLogMel, planNetwork } from "@undertone/core";
import type { Compilable } from "@undertone/runtime";

/** An input of [nFrames, nCoefficients], as plain as can be. */
const inputOf = (nFrames: number, nCoefficients: number): InputSpec => ({
  features: librosaLogMel({ sampleRate: 16_000, nMels: nCoefficients }),
  removeDc: false,
  trim: null,
  averageFrames: 1,
  nFrames,
  normalization: "none",
});

/** A network as a bundle holds it, whatever would make its input of [nFrames, nCoefficients]. */
export function compilable(
  layers: Layer[],
  [nFrames, nCoefficients]: readonly [number, number],
  tensors: ReadonlyMap<string, Float32Array>,
): Compilable {
  const { nOutputs } = planNetwork(layers, nFrames, nCoefficients);
  const labels = Array.from({ length: nOutputs }, (_, i) => `label ${i}`);
  return { labels, input: inputOf(nFrames, nCoefficients), layers, tensors };
}
