import type { Waveform } from "@undertone/core";

/** One labelled recording as the trainer takes it. */
export interface Example {
  waveform: Waveform;
  /** index into the labels */
  label: number;
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
