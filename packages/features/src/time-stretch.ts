import { between } from "@undertone/core";
import { timeStretch as stretchSamples } from "@undertone/kernels/dsp";
import * as v from "valibot";
import { range } from "./range.ts";
import type { WaveformAugmentation } from "./waveform-augmentation.ts";

/** Another tempo at the same pitch: in so many of all draws, at a speed uniform from low to high. */
export interface TimeStretchSpec {
  probability: number;
  /** over 1 is faster, 0.5 to 2 */
  speed: [number, number];
}

export const timeStretch: WaveformAugmentation<TimeStretchSpec, number> = {
  schema: v.strictObject({ probability: between(0, 1), speed: range(0.5, 2) }),
  draw: ({ probability, speed }, random) => (random.uniform() < probability ? random.between(...speed) : null),
  apply: (dsp, { samples, sampleRate }, speed) => ({
    samples: stretchSamples(dsp, samples, sampleRate, speed),
    sampleRate,
  }),
};
