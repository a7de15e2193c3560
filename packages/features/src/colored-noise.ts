import { between } from "@undertone/core";
import { coloredNoise as makeNoise, mixAtSnr, type NoiseSeed } from "@undertone/kernels/dsp";
import * as v from "valibot";
import { drawNoiseSeed } from "./noise-seed.ts";
import { range } from "./range.ts";
import type { WaveformAugmentation } from "./waveform-augmentation.ts";

/** Gaussian noise whose power falls as 1 / f^exponent: in so many of all draws, at an SNR and of a color uniform from low to high. */
export interface ColoredNoiseSpec {
  probability: number;
  /** energy of the waveform over that of the noise, exact to 0.01 dB, -60 to 100 dB */
  snrDb: [number, number];
  /** 0 is white, 1 pink (3 dB an octave), 2 brown; -4 to 4 */
  exponent: [number, number];
}

export interface ColoredNoiseDraw {
  snrDb: number;
  exponent: number;
  seed: NoiseSeed;
}

/** Silence gets no noise. */
export const coloredNoise: WaveformAugmentation<ColoredNoiseSpec, ColoredNoiseDraw> = {
  schema: v.strictObject({ probability: between(0, 1), snrDb: range(-60, 100), exponent: range(-4, 4) }),
  draw({ probability, snrDb, exponent }, random) {
    if (random.uniform() >= probability) return null;
    return {
      snrDb: random.between(...snrDb),
      exponent: random.between(...exponent),
      seed: drawNoiseSeed(random),
    };
  },
  apply(dsp, { samples, sampleRate }, { snrDb, exponent, seed }) {
    const noise = makeNoise(dsp, samples.length, exponent, seed);
    return { samples: mixAtSnr(dsp, samples, noise, snrDb), sampleRate };
  },
};
