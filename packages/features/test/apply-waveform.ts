import { randomAt, type Waveform } from "@undertone/core";
import {
  augmentWaveform,
  drawAugmentation,
  NO_AUGMENTATION,
  type Recordings,
  type WaveformDraws,
  type WaveformSpecs,
} from "@undertone/features";
import { loadDsp } from "@undertone/kernels/dsp";

export const dsp = await loadDsp();

/** What is drawn for an utterance where nothing else is on. */
export const drawn = (specs: WaveformSpecs, utterance = 0): WaveformDraws =>
  drawAugmentation({ ...NO_AUGMENTATION, ...specs }, randomAt(7, "augment", { epoch: 1, utterance })).waveform;

/** Applies draws at 16 kHz. */
export function applied(samples: Float32Array, draws: Partial<WaveformDraws>, recordings?: Recordings): Float32Array {
  const waveform: Waveform = { samples, sampleRate: 16_000 };
  const all = { gainDb: null, noise: null, waveform: { ...drawn({}), ...draws } };
  return augmentWaveform(dsp, waveform, all, recordings).samples;
}

export const energyOf = (x: Float32Array): number => x.reduce((sum, sample) => sum + sample ** 2, 0);

export const decibels = (ratio: number): number => 10 * Math.log10(ratio);
