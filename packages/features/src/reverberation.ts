import { between } from "@undertone/core";
import { convolve, type NoiseSeed, type Room, roomResponse } from "@undertone/kernels/dsp";
import * as v from "valibot";
import { drawNoiseSeed } from "./noise-seed.ts";
import { range } from "./range.ts";
import type { WaveformAugmentation } from "./waveform-augmentation.ts";

/** A room that is made up: in so many of all draws, each of its values uniform from low to high. */
export interface ReverberationSpec {
  probability: number;
  /** reverberation time in seconds, 0.01 to 20 */
  rt60: [number, number];
  /** energy of the direct path over that of the room, -60 to 60 dB */
  directToReverberantDb: [number, number];
  /** seconds from the direct path to the first reflection, 0 to 1 */
  preDelay: [number, number];
}

export interface ReverberationDraw extends Room {
  seed: NoiseSeed;
}

/** The direct path stays where it was and as loud as it was; the tail beyond the end is cut off, so the length stays. */
export const reverberation: WaveformAugmentation<ReverberationSpec, ReverberationDraw> = {
  schema: v.strictObject({
    probability: between(0, 1),
    rt60: range(0.01, 20),
    directToReverberantDb: range(-60, 60),
    preDelay: range(0, 1),
  }),
  draw({ probability, rt60, directToReverberantDb, preDelay }, random) {
    if (random.uniform() >= probability) return null;
    return {
      rt60: random.between(...rt60),
      directToReverberantDb: random.between(...directToReverberantDb),
      preDelay: random.between(...preDelay),
      seed: drawNoiseSeed(random),
    };
  },
  apply(dsp, { samples, sampleRate }, { seed, ...room }) {
    return { samples: convolve(dsp, samples, roomResponse(dsp, sampleRate, room, seed)), sampleRate };
  },
};
