import { confusionMatrix, pooled } from "./confusion-matrix.ts";

/** The labels of one fold's sides, as indices from 0 to nClasses - 1. */
export interface FoldLabels {
  train: readonly number[];
  test: readonly number[];
}

/**
 * What a classifier reaches that never listens: in each fold it gives all test utterances the label that its training side
 * has most of, the first of equally many. Pooled over folds.
 *
 * @returns  [nClasses][nClasses]
 * @throws RangeError without folds, for a fold without training labels, or for a label outside 0 to nClasses - 1
 */
export function majorityConfusion(folds: readonly FoldLabels[], nClasses: number): number[][] {
  return pooled(
    folds.map(({ train, test }, i) => {
      if (train.length === 0) throw new RangeError(`folds[${i}].train has 0 labels, expected at least 1`);
      const counts = confusionMatrix(train, train, nClasses).map((row, label) => row[label]);
      const majority = counts.indexOf(Math.max(...counts));
      return confusionMatrix(
        test,
        test.map(() => majority),
        nClasses,
      );
    }),
  );
}
