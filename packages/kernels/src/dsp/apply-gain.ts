import type { Memory } from "@undertone/core";
import { read, withScratch, write } from "../common/arena.ts";
import { checkDecibels } from "./decibels.ts";
import type { Dsp } from "./load.ts";

/**
 * Scales samples by a gain: x · 10^(gainDb / 20).
 *
 * @param samples  [n]
 * @param gainDb   dB
 * @param memory   for the result, fresh unless given; may hold the samples
 * @throws RangeError if gainDb is not from -200 to 200
 */
export function applyGain(dsp: Dsp, samples: Float32Array, gainDb: number, memory?: Memory): Float32Array {
  checkDecibels("gainDb", gainDb);
  return withScratch(dsp, () => {
    const scaled = write(dsp, samples);
    dsp.applyGain(scaled, samples.length, gainDb);
    return read(dsp, scaled, samples.length, memory);
  });
}
