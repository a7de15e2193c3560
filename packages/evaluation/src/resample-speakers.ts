import type { Random } from "@undertone/core";
import type { Confusion } from "./confusion-matrix.ts";

/**
 * Draws as many speakers as there are, with replacement.
 *
 * @returns  their numbers from 0, [nSpeakers]
 */
export function drawSpeakers(nSpeakers: number, random: Random): number[] {
  return Array.from({ length: nSpeakers }, () => random.below(nSpeakers));
}

/**
 * The sum of drawn speakers' confusion matrices, as `pooled` gives it, in a loop that checks nothing: a bootstrap makes thousands.
 *
 * @param own    one matrix per speaker, all of one size
 * @param drawn  numbers of speakers, each as often as it was drawn
 */
export function pooledOf(own: readonly Confusion[], drawn: readonly number[]): number[][] {
  const nClasses = own[0].length;
  const sum = Array.from({ length: nClasses }, () => new Array<number>(nClasses).fill(0));
  for (const speaker of drawn) {
    const confusion = own[speaker];
    for (let label = 0; label < nClasses; label++) {
      const [to, from] = [sum[label], confusion[label]];
      for (let column = 0; column < nClasses; column++) to[column] += from[column];
    }
  }
  return sum;
}
