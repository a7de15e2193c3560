import type { Random } from "@undertone/core";
import type { NoiseSeed } from "@undertone/kernels/dsp";

/** Draws 128 bits to make noise from. */
export const drawNoiseSeed = (random: Random): NoiseSeed => [
  random.uint32(),
  random.uint32(),
  random.uint32(),
  random.uint32(),
];
