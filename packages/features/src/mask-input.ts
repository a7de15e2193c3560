import { type FeatureSpec, type Memory, nCoefficientsOf, nStaticsOf } from "@undertone/core";
import type { Augmentation, Mask } from "./augmentation.ts";
import type { NetworkInput } from "./standardize.ts";

/**
 * Sets the drawn stretches of time and of frequency to 0, the mean of normalized features. Time masks lie within the rows
 * that are not padding; frequency masks cover the deltas, too.
 *
 * @param spec    what made the features
 * @param memory  for the result, fresh unless given; may hold the input
 * @returns       a new input; masks change no length
 */
export function maskInput(
  spec: FeatureSpec,
  { values, length }: NetworkInput,
  { timeMasks, frequencyMasks }: Pick<Augmentation, "timeMasks" | "frequencyMasks">,
  memory?: Memory,
): NetworkInput {
  const width = nCoefficientsOf(spec);
  const axis = nStaticsOf(spec);
  const masked = memory ? memory(values.length) : new Float32Array(values.length);
  masked.set(values);
  for (const mask of timeMasks) {
    const [start, end] = stretchOf(mask, length);
    masked.fill(0, start * width, end * width);
  }
  for (const mask of frequencyMasks) {
    const [start, end] = stretchOf(mask, axis);
    for (let group = 0; group < length * width; group += axis) masked.fill(0, group + start, group + end);
  }
  return { values: masked, length };
}

/** The first position under the mask and the first after it. */
function stretchOf({ width, at }: Mask, axis: number): [number, number] {
  const covered = Math.round(width * axis);
  const start = Math.floor(at * (axis - covered + 1));
  return [start, start + covered];
}
