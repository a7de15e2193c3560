import type { Memory } from "@undertone/core";
import { read, reserve, withScratch } from "../common/arena.ts";
import { checkNoise } from "./check.ts";
import type { Dsp } from "./load.ts";

/** 128 random bits, as four whole numbers from 0 to 2³² - 1. */
export type NoiseSeed = readonly [number, number, number, number];

/** The kernel writes whole pairs of vectors. */
const GROUP = 8;

/**
 * Standard normal noise, white: mean 0, variance 1, no value beyond ±5.65. A longer stretch from the same seed begins with
 * the same values.
 *
 * @param n       samples
 * @param memory  for the result, fresh unless given
 * @throws RangeError if n is not a whole number from 0, or a word of the seed is not one below 2³²
 */
export function gaussianNoise(dsp: Dsp, n: number, seed: NoiseSeed, memory?: Memory): Float32Array {
  checkNoise(n, seed);
  return withScratch(dsp, () => {
    const noise = reserve(dsp, Math.ceil(n / GROUP) * GROUP);
    dsp.gaussianNoise(noise, n, ...seed);
    return read(dsp, noise, n, memory);
  });
}
