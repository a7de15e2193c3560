import type { Dsp } from "./load.ts";
import { filterSamples } from "./resample.ts";
import { resampleFilter } from "./resample-filter.ts";
import { simplestFraction } from "./simplest-fraction.ts";

/** A tenth of a cent: 2^(0.1 / 1200) - 1. A wider tolerance makes smaller fractions, and those filters of fewer rows. */
export const TENTH_OF_A_CENT = 5.776e-5;

/**
 * Plays samples faster or slower, as a tape does: duration over `speed`, every frequency times `speed`, by resampling at the
 * simplest fraction within a tenth of a cent of it. What would lie above half the sample rate is filtered off.
 *
 * @param samples  [n]; magnitudes below 1e-10 count as 0
 * @param speed    over 1 is faster, shorter and higher, 0.5 to 2
 * @returns        [⌈n / speed⌉] for that fraction; at speed 1 a copy, unchecked
 * @throws RangeError if speed is out of range, if a sample is not finite or over 1e9 in magnitude, or if input and output
 *         together take more than 2 GiB
 */
export function changeSpeed(dsp: Dsp, samples: Float32Array, speed: number): Float32Array {
  if (!(speed >= 0.5 && speed <= 2)) throw new RangeError(`speed is ${speed}, expected a number from 0.5 to 2`);
  const { numerator, denominator } = simplestFraction(speed, TENTH_OF_A_CENT);
  return numerator === denominator
    ? samples.slice()
    : filterSamples(dsp, samples, resampleFilter(numerator, denominator, "standard"));
}
