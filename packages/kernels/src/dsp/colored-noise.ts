import { read, reserve, withScratch } from "../common/arena.ts";
import { checkNoise, checkWithin } from "./check.ts";
import type { NoiseSeed } from "./gaussian-noise.ts";
import type { Dsp } from "./load.ts";

/** What the kernel adds up frames by, and how many it makes at a time. */
const HOP = 2048;
const GROUP = 8;

/**
 * Gaussian noise of mean 0 and variance 1 whose power falls as 1 / f^exponent, by 3.01 · exponent dB an octave, from a
 * thousandth of the sample rate up to half of it: 0 is white, 1 pink, 2 brown, -1 blue. A longer stretch from the same seed
 * begins with the same values.
 *
 * @param n         samples
 * @param exponent  -4 to 4
 * @throws RangeError if n is not a whole number from 0, exponent is out of range, or a word of the seed is not a whole
 *         number below 2³²
 */
export function coloredNoise(dsp: Dsp, n: number, exponent: number, seed: NoiseSeed): Float32Array {
  checkNoise(n, seed);
  checkWithin("exponent", exponent, -4, 4);
  const nGroups = Math.ceil((n + HOP) / (GROUP * HOP));
  return withScratch(dsp, () => {
    const noise = reserve(dsp, nGroups * GROUP * HOP);
    dsp.coloredNoise(noise, nGroups, exponent, ...seed);
    return read(dsp, noise + HOP * Float32Array.BYTES_PER_ELEMENT, n);
  });
}
