import { percentile, type Random } from "@undertone/core";
import { type Confusion, confusionOf } from "./confusion-matrix.ts";
import { grouped } from "./grouped.ts";
import { uar } from "./metrics.ts";
import { drawSpeakers, pooledOf } from "./resample-speakers.ts";

/** One recognized utterance; labels are indices from 0 to nClasses - 1. */
export interface JudgedUtterance {
  speaker: string;
  truth: number;
  predicted: number;
}

/** Where a measure over other speakers of the same kind is expected, 0 to 1. */
export interface Interval {
  low: number;
  high: number;
  nSpeakers: number;
  nResamples: number;
}

/**
 * The 95 % bootstrap interval over speakers of a measure of all utterances pooled, the UAR unless asked otherwise. Each resample draws as many speakers as there are, with
 * replacement, and pools all their utterances; drawing utterances one by one would promise too much, as those of one
 * speaker resemble each other. The ends are the 2.5th and 97.5th percentiles of the resampled measures, interpolated
 * linearly (the percentile interval of Efron & Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13).
 *
 * The same utterances, in any order, and the same random source give the same interval.
 *
 * @param utterances  all that were tested, each once
 * @param nClasses    number of labels
 * @param random      the source of nResamples times nSpeakers draws
 * @param measure     of a pooled confusion matrix, as `accuracy`
 * @returns           null for fewer than two speakers, where a resample has no choice
 * @throws RangeError for a label outside 0 to nClasses - 1, or unless nClasses and nResamples are whole and above 0
 */
export function bootstrapInterval(
  utterances: readonly JudgedUtterance[],
  nClasses: number,
  random: Random,
  nResamples = 1000,
  measure: (confusion: Confusion) => number = uar,
): Interval | null {
  if (!Number.isInteger(nResamples) || nResamples < 1) {
    throw new RangeError(`nResamples is ${nResamples}, expected a whole number from 1`);
  }
  const confusions = confusionsBySpeaker(utterances, nClasses);
  const nSpeakers = confusions.length;
  if (nSpeakers < 2) return null;

  const values = new Float64Array(nResamples);
  for (let i = 0; i < nResamples; i++) {
    values[i] = measure(pooledOf(confusions, drawSpeakers(nSpeakers, random)));
  }
  return { low: percentile(values, 2.5), high: percentile(values, 97.5), nSpeakers, nResamples };
}

/**
 * One confusion matrix per speaker, sorted by name: the order of the utterances must not show.
 * The matrix of all utterances is made first, as an error should count positions in what the caller gave.
 */
function confusionsBySpeaker(utterances: readonly JudgedUtterance[], nClasses: number): Confusion[] {
  confusionOf(utterances, nClasses);
  return grouped(utterances, ({ speaker }) => speaker).map(([, own]) => confusionOf(own, nClasses));
}
