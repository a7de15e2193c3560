import { between } from "@undertone/core";
import { pitchShift as shiftSamples } from "@undertone/kernels/dsp";
import * as v from "valibot";
import { range } from "./range.ts";
import type { WaveformAugmentation } from "./waveform-augmentation.ts";

/** Another pitch at the same tempo: in so many of all draws, by semitones uniform from low to high. */
export interface PitchShiftSpec {
  probability: number;
  /** over 0 is higher, -12 to 12 */
  semitones: [number, number];
}

export const pitchShift: WaveformAugmentation<PitchShiftSpec, number> = {
  schema: v.strictObject({ probability: between(0, 1), semitones: range(-12, 12) }),
  draw: ({ probability, semitones }, random) => (random.uniform() < probability ? random.between(...semitones) : null),
  apply: (dsp, { samples, sampleRate }, semitones) => ({
    samples: shiftSamples(dsp, samples, sampleRate, semitones),
    sampleRate,
  }),
};
