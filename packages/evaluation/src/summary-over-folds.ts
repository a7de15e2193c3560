import { pooled } from "./confusion-matrix.ts";
import { meanAndDeviation } from "./mean-and-deviation.ts";
import { type Metrics, metricsOf } from "./metrics.ts";

const MEASURES = ["accuracy", "uar", "macroF1", "weightedF1"] as const;

/** The measures that are one number per confusion matrix. */
export type Measure = (typeof MEASURES)[number];

/** One measure over all folds. Shares run from 0 to 1. */
export interface MeasureOverFolds {
  /** of the confusion matrix of all folds together, in which every utterance weighs the same */
  pooled: number;
  /** mean of the folds' values, in which every fold weighs the same */
  mean: number;
  /** sample standard deviation of the folds' values, divided by nFolds - 1; null for one fold */
  standardDeviation: number | null;
}

/** What a cross-validation says, ready for JSON. */
export interface FoldsSummary {
  nFolds: number;
  measures: Record<Measure, MeasureOverFolds>;
  /** of all folds' utterances together */
  pooled: Metrics;
}

/**
 * Sums up a cross-validation: each measure pooled, and its mean and standard deviation over folds.
 *
 * @param folds  one per fold, all over the same labels
 * @throws RangeError without folds, or if a fold's labels are not the first one's
 */
export function summaryOverFolds(folds: readonly Metrics[]): FoldsSummary {
  if (folds.length === 0) throw new RangeError("folds has 0 entries, expected at least 1");
  const { labels } = folds[0];
  for (const [i, fold] of folds.entries()) {
    const [found, expected] = [fold.labels, labels].map((names) => JSON.stringify(names));
    if (found !== expected)
      throw new RangeError(`folds[${i}].labels is ${found}, expected ${expected} as in the first`);
  }
  const all = metricsOf(pooled(folds.map(({ confusion }) => confusion)), labels);
  const overFolds = (measure: Measure): MeasureOverFolds => ({
    pooled: all[measure],
    ...meanAndDeviation(folds.map((fold) => fold[measure])),
  });
  return {
    nFolds: folds.length,
    measures: Object.fromEntries(MEASURES.map((measure) => [measure, overFolds(measure)])) as FoldsSummary["measures"],
    pooled: all,
  };
}
