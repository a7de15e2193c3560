import { TENTH_OF_A_CENT } from "./change-speed.ts";
import type { Dsp } from "./load.ts";
import { filterSamples } from "./resample.ts";
import { resampleFilter } from "./resample-filter.ts";
import { simplestFraction } from "./simplest-fraction.ts";
import { timeStretch } from "./time-stretch.ts";

/** 10 log10(2) / 12: what a semitone is in decibels of power, for frequencies' ratios are had from `powerRatio`. */
const DECIBELS_A_SEMITONE = 0.25085832971998434;

/**
 * Shifts the pitch of speech and keeps its tempo: stretched by 2^(semitones / 12), see `timeStretch`, then resampled back to
 * its length, at the simplest fraction within a tenth of a cent. Formants move with the pitch.
 *
 * @param samples     [n]; magnitudes below 1e-10 count as 0
 * @param sampleRate  Hz, a whole number from 4000 to 192000
 * @param semitones   over 0 is higher, -12 to 12
 * @returns           [n]; at 0 semitones a copy, unchecked
 * @throws RangeError if sampleRate or semitones is out of range, if a sample is not finite or over 1e9 in magnitude, or if
 *         input and output together take more than 2 GiB
 */
export function pitchShift(dsp: Dsp, samples: Float32Array, sampleRate: number, semitones: number): Float32Array {
  if (!(semitones >= -12 && semitones <= 12)) {
    throw new RangeError(`semitones is ${semitones}, expected a number from -12 to 12`);
  }
  const factor = dsp.powerRatio(semitones * DECIBELS_A_SEMITONE);
  const { numerator, denominator } = simplestFraction(factor, TENTH_OF_A_CENT);
  if (numerator === denominator) return samples.slice();
  const stretched = timeStretch(dsp, samples, sampleRate, denominator / numerator);
  return filterSamples(dsp, stretched, resampleFilter(numerator, denominator, "standard")).slice(0, samples.length);
}
