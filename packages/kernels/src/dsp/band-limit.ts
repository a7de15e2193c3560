import { read, reserve, withScratch } from "../common/arena.ts";
import { checkSampleRate, checkWithin } from "./check.ts";
import { convolve } from "./convolve.ts";
import type { Dsp } from "./load.ts";

/** Hz to each side of a corner in which the filter passes from the one to the other, for corners from 300 Hz on. */
const HALF_TRANSITION = 100;

/** Kaiser (1974), for a stop band of each corner at -88 dB: beta = 0.1102 (88 - 8.7), length · width = (88 - 7.95) / 14.36. */
const BETA = 8.739;
const LENGTH_TIMES_WIDTH = 5.575;

/**
 * Keeps the band from fMin to fMax, as a telephone or a small microphone does, by a Kaiser-windowed sinc of linear phase, its
 * delay taken off. At a corner half the amplitude is left (-6 dB); 100 Hz inside of it, or a third of a corner below 300 Hz,
 * all but 0.01 dB, and as far outside of it at most -80 dB. Beyond its ends the signal is taken as zero.
 *
 * @param samples     [n]; magnitudes below 1e-10 count as 0
 * @param sampleRate  Hz, a whole number from 4000 to 192000
 * @param fMin        Hz, from 0 to half the sample rate; below 10 there is no lower corner
 * @param fMax        Hz, over fMin and over 10; from half the sample rate on there is no upper corner
 * @returns           [n]; without any corner a copy, unchecked
 * @throws RangeError if sampleRate, fMin or fMax is out of range, or a sample is not finite or over 1e9 in magnitude
 */
export function bandLimit(
  dsp: Dsp,
  samples: Float32Array,
  sampleRate: number,
  { fMin, fMax }: { fMin: number; fMax: number },
): Float32Array {
  checkSampleRate(sampleRate);
  checkWithin("fMin", fMin, 0, sampleRate / 2);
  const least = Math.max(fMin, 10);
  if (!(fMax > least)) throw new RangeError(`fMax is ${fMax}, expected a number over ${least}`);
  const [hasLower, hasUpper] = [fMin >= 10, fMax < sampleRate / 2];
  if (!hasLower && !hasUpper) return samples.slice();

  const nTaps = 4 * Math.ceil((halfWidth(hasLower ? fMin : fMax, sampleRate) + 1) / 2);
  const origin = nTaps / 2 - 1;
  const above = hasUpper ? lowPass(dsp, fMax, sampleRate, nTaps) : new Float32Array(nTaps).fill(1, origin, origin + 1);
  const below = hasLower ? lowPass(dsp, fMin, sampleRate, nTaps) : new Float32Array(nTaps);
  return convolve(
    dsp,
    samples,
    above.map((tap, i) => tap - below[i]),
    origin,
  );
}

/** Taps to each side of the middle one. */
function halfWidth(corner: number, sampleRate: number): number {
  const width = 2 * Math.min(HALF_TRANSITION, corner / 3);
  return (LENGTH_TIMES_WIDTH * sampleRate) / width / 2;
}

/** Passes 0 unchanged; its middle tap is nTaps / 2 - 1. */
function lowPass(dsp: Dsp, corner: number, sampleRate: number, nTaps: number): Float32Array {
  return withScratch(dsp, () => {
    const taps = reserve(dsp, nTaps);
    const scratch = dsp.alloc(nTaps * Float64Array.BYTES_PER_ELEMENT);
    dsp.planResampleFilter(taps, scratch, 1, 1, nTaps, corner / sampleRate, halfWidth(corner, sampleRate), BETA);
    return read(dsp, taps, nTaps);
  });
}
