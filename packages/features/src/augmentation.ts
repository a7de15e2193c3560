import { between, type Random, type Schema, truth, whole } from "@undertone/core";
import type { NoiseSeed } from "@undertone/kernels/dsp";
import * as v from "valibot";
import { drawNoiseSeed } from "./noise-seed.ts";
import { range } from "./range.ts";
import { drawWaveform, type WaveformDraws, type WaveformSpecs, waveformSpecSchemas } from "./waveform-augmentations.ts";

/** How far a training side's utterances may be altered. Shares are of 1: a timeWarp of 0.18 is ±18 % of speed. */
export interface AugmentationSpec extends WaveformSpecs {
  /** level change in dB, uniform from low to high; null: off */
  gainDb: [number, number] | null;
  /** white Gaussian noise, in so many of all draws, at an SNR uniform from low to high in dB; null: off */
  noise: { probability: number; snrDb: [number, number] } | null;
  /** speed uniform in 1 ± timeWarp; 0: off */
  timeWarp: number;
  /** stretch of the mel axis uniform in 1 ± melWarp; 0: off, as MFCCs need, whose columns are no axis of frequency */
  melWarp: number;
  /** so many masks, each of a width uniform up to `share` of the axis (SpecAugment: Park et al., 2019) */
  timeMasks: { count: number; share: number };
  frequencyMasks: { count: number; share: number };
  /** crops longer utterances anywhere, not in the middle */
  randomCrop: boolean;
}

/** An augmentation that alters nothing: to spread in front of what is to be on. */
export const NO_AUGMENTATION: AugmentationSpec = {
  gainDb: null,
  noise: null,
  timeWarp: 0,
  melWarp: 0,
  timeMasks: { count: 0, share: 0 },
  frequencyMasks: { count: 0, share: 0 },
  randomCrop: false,
};

/** A stretch of an axis of any length. */
export interface Mask {
  /** share of the axis, 0 to 1 */
  width: number;
  /** where in the room that the width leaves the mask begins, from 0 up to 1 */
  at: number;
}

/** One draw: plain numbers that say all of what is done to one utterance. */
export interface Augmentation {
  gainDb: number | null;
  noise: { snrDb: number; seed: NoiseSeed } | null;
  speed: number;
  melStretch: number;
  timeMasks: Mask[];
  frequencyMasks: Mask[];
  /** to be given to an input pipeline's `standardize`; null: the middle */
  cropAt: number | null;
  /** what alters the waveform before noise and gain */
  waveform: WaveformDraws;
}

const masks = (): Schema<{ count: number; share: number }> =>
  v.strictObject({ count: whole(0, 16), share: between(0, 1) });

/** Validates an augmentation spec. */
export const augmentationSpecSchema: Schema<AugmentationSpec> = v.strictObject({
  gainDb: v.nullable(range(-60, 60)),
  noise: v.nullable(v.strictObject({ probability: between(0, 1), snrDb: range(-60, 100) })),
  timeWarp: between(0, 0.5),
  melWarp: between(0, 0.5),
  timeMasks: masks(),
  frequencyMasks: masks(),
  randomCrop: truth(),
  ...waveformSpecSchemas,
});

/**
 * Draws what becomes of one utterance, apart from doing it: from the same random address comes the same draw, and the draw
 * alone says what happens. Whatever is off draws nothing.
 */
export function drawAugmentation(spec: AugmentationSpec, random: Random): Augmentation {
  return {
    gainDb: spec.gainDb && random.between(...spec.gainDb),
    noise: spec.noise && drawNoise(spec.noise, random),
    speed: drawFactor(spec.timeWarp, random),
    melStretch: drawFactor(spec.melWarp, random),
    timeMasks: drawMasks(spec.timeMasks, random),
    frequencyMasks: drawMasks(spec.frequencyMasks, random),
    cropAt: spec.randomCrop ? random.uniform() : null,
    waveform: drawWaveform(spec, random),
  };
}

function drawNoise({ probability, snrDb }: NonNullable<AugmentationSpec["noise"]>, random: Random) {
  if (random.uniform() >= probability) return null;
  const level = random.between(...snrDb);
  return { snrDb: level, seed: drawNoiseSeed(random) };
}

const drawFactor = (share: number, random: Random): number => (share === 0 ? 1 : random.between(1 - share, 1 + share));

const drawMasks = ({ count, share }: { count: number; share: number }, random: Random): Mask[] =>
  Array.from({ length: count }, () => ({ width: random.between(0, share), at: random.uniform() }));
