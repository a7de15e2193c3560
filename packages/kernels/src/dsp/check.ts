import type { NoiseSeed } from "./gaussian-noise.ts";

/** Refuses what is not a number from `least` to `most`, NaN too. */
export function checkWithin(name: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most)) {
    throw new RangeError(`${name} is ${value}, expected a number from ${least} to ${most}`);
  }
}

/** Refuses what is no sample rate of speech. */
export function checkSampleRate(sampleRate: number): void {
  if (!Number.isInteger(sampleRate) || sampleRate < 4000 || sampleRate > 192_000) {
    throw new RangeError(`sampleRate is ${sampleRate}, expected a whole number from 4000 to 192000`);
  }
}

/** @throws RangeError if n is no number of samples, or a word of the seed has no 32 bits */
export function checkNoise(n: number, seed: NoiseSeed): void {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`n is ${n}, expected a whole number of samples`);
  for (const [i, word] of seed.entries()) {
    if (word >>> 0 !== word) {
      throw new RangeError(`seed[${i}] is ${word}, expected a whole number from 0 to 4294967295`);
    }
  }
}
