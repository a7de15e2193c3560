import { between } from "@undertone/core";
import { changeSpeed } from "@undertone/kernels/dsp";
import * as v from "valibot";
import { range } from "./range.ts";
import type { WaveformAugmentation } from "./waveform-augmentation.ts";

/** Faster and higher or slower and lower, as a tape: in so many of all draws, at a speed uniform from low to high. */
export interface SpeedSpec {
  probability: number;
  /** over 1 is faster, 0.5 to 2 */
  factor: [number, number];
}

export const speed: WaveformAugmentation<SpeedSpec, number> = {
  schema: v.strictObject({ probability: between(0, 1), factor: range(0.5, 2) }),
  draw: ({ probability, factor }, random) => (random.uniform() < probability ? random.between(...factor) : null),
  apply: (dsp, { samples, sampleRate }, factor) => ({ samples: changeSpeed(dsp, samples, factor), sampleRate }),
};
