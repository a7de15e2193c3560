import { between } from "@undertone/core";
import { bandLimit as limitBand } from "@undertone/kernels/dsp";
import * as v from "valibot";
import { range } from "./range.ts";
import type { WaveformAugmentation } from "./waveform-augmentation.ts";

/** A channel that passes a band only, as a telephone's 300 to 3400 Hz: in so many of all draws, each corner uniform from low to high. */
export interface BandLimitSpec {
  probability: number;
  /** lower corner, 0 to 96000 Hz; below 10 it limits nothing */
  fMin: [number, number];
  /** upper corner, 20 to 96000 Hz, over every lower one; from half the sample rate on it limits nothing */
  fMax: [number, number];
}

export interface BandLimitDraw {
  fMin: number;
  fMax: number;
}

export const bandLimit: WaveformAugmentation<BandLimitSpec, BandLimitDraw> = {
  schema: v.pipe(
    v.strictObject({ probability: between(0, 1), fMin: range(0, 96_000), fMax: range(20, 96_000) }),
    v.check(({ fMin, fMax }) => fMin[1] < fMax[0], "expected fMin below fMax, whatever is drawn"),
  ),
  draw: ({ probability, fMin, fMax }, random) =>
    random.uniform() < probability ? { fMin: random.between(...fMin), fMax: random.between(...fMax) } : null,
  apply: (dsp, { samples, sampleRate }, corners) => ({
    samples: limitBand(dsp, samples, sampleRate, corners),
    sampleRate,
  }),
};
