import { randomAt, type Waveform } from "@undertone/core";
import { type AugmentationSpec, augmentWaveform, drawAugmentation } from "@undertone/features";
import type { Dsp } from "@undertone/kernels/dsp";

/** Copies of a clip beside itself. One helps where there are two clips of a label; three helped no more. */
export const N_COPIES = 1;

const SEED = 1;

/** What another take of the same voice, in the same mood, at the same microphone may differ in. */
const SPEC: AugmentationSpec = {
  gainDb: [-6, 6],
  noise: { probability: 0.5, snrDb: [15, 35] },
  timeStretch: { probability: 1, speed: [0.92, 1.08] },
  pitchShift: { probability: 0.5, semitones: [-0.5, 0.5] },
  timeWarp: 0,
  melWarp: 0,
  timeMasks: { count: 0, share: 0 },
  frequencyMasks: { count: 0, share: 0 },
  randomCrop: false,
};

/** A copy of a clip, altered as drawn for it. @param copy  from 1 on @param clip  its place among all clips */
export function alteredClip(dsp: Dsp, waveform: Waveform, copy: number, clip: number): Waveform {
  const drawn = drawAugmentation(SPEC, randomAt(SEED, "augment", { epoch: copy, utterance: clip }));
  return augmentWaveform(dsp, waveform, drawn);
}
