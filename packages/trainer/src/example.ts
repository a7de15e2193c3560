import type { Waveform } from "@undertone/core";
import { type Augmentation, augmentWaveform } from "@undertone/features";
import type { Dsp } from "@undertone/kernels/dsp";

/** One labelled recording as the trainer takes it. */
export interface Example {
  waveform: Waveform;
  /** index into the labels */
  label: number;
  /** what is done to the waveform before anything else, once and for all epochs; left out: nothing */
  alteration?: Alteration;
}

/** What `augmentWaveform` does. */
export type Alteration = Pick<Augmentation, "gainDb" | "noise" | "waveform">;

/** The waveform of an example, altered as it says. */
export function heardWaveform(dsp: Dsp, { waveform, alteration }: Example): Waveform {
  return alteration ? augmentWaveform(dsp, waveform, alteration) : waveform;
}

/** How many examples each label has, [nClasses]. */
export function countLabels(examples: readonly Example[], nClasses: number): number[] {
  const counts = new Array<number>(nClasses).fill(0);
  for (const { label } of examples) {
    if (!(label in counts))
      throw new RangeError(`label is ${label}, expected a whole number from 0 to ${nClasses - 1}`);
    counts[label]++;
  }
  return counts;
}

/** What an utterance of each label weighs in the loss, [nClasses]: see `Recipe.loss.classWeights`. */
export function classWeights(counts: readonly number[], kind: "balanced" | "none"): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (kind === "none" ? 1 : count > 0 ? total / (counts.length * count) : 0));
}
