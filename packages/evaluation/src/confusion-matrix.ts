/** Counts of utterances, [nClasses][nClasses]: rows are true, columns predicted. */
export type Confusion = readonly (readonly number[])[];

/**
 * Counts how often each label was recognized as each.
 *
 * @param truth      index of the true label, [nUtterances], 0 to nClasses - 1
 * @param predicted  index of the predicted label, [nUtterances], 0 to nClasses - 1
 * @returns          confusion[true][predicted], [nClasses][nClasses]; all 0 without utterances
 * @throws RangeError if the lengths differ, an index is no label's, or nClasses is not a whole number above 0
 */
export function confusionMatrix(truth: readonly number[], predicted: readonly number[], nClasses: number): number[][] {
  if (!Number.isInteger(nClasses) || nClasses < 1) {
    throw new RangeError(`nClasses is ${nClasses}, expected a whole number from 1`);
  }
  if (predicted.length !== truth.length) {
    throw new RangeError(`predicted has ${predicted.length} labels, expected ${truth.length} as in truth`);
  }
  const confusion = Array.from({ length: nClasses }, () => new Array<number>(nClasses).fill(0));
  for (let i = 0; i < truth.length; i++) {
    confusion[labelAt("truth", truth, i, nClasses)][labelAt("predicted", predicted, i, nClasses)]++;
  }
  return confusion;
}

/** The confusion matrix of judged utterances; throws as `confusionMatrix`. */
export function confusionOf(judged: readonly { truth: number; predicted: number }[], nClasses: number): number[][] {
  return confusionMatrix(
    judged.map(({ truth }) => truth),
    judged.map(({ predicted }) => predicted),
    nClasses,
  );
}

/**
 * Adds up confusion matrices: the one of all folds together, in which every utterance weighs the same.
 *
 * @param confusions  one matrix per fold, [nFolds][nClasses][nClasses]
 * @returns           their sum, [nClasses][nClasses]
 * @throws RangeError without a matrix, or if one is not square, of another size, or holds anything but counts
 */
export function pooled(confusions: readonly Confusion[]): number[][] {
  if (confusions.length === 0) throw new RangeError("confusions has 0 matrices, expected at least 1");
  const nClasses = confusions[0].length;
  for (const [fold, confusion] of confusions.entries()) {
    checkConfusion(confusion);
    if (confusion.length !== nClasses) {
      throw new RangeError(`confusions[${fold}] has ${confusion.length} classes, expected ${nClasses} as in the first`);
    }
  }
  return confusions[0].map((row, label) =>
    row.map((_, column) => confusions.reduce((sum, confusion) => sum + confusion[label][column], 0)),
  );
}

/** @throws RangeError unless `confusion` is square, of at least one class, and holds whole numbers from 0 */
export function checkConfusion(confusion: Confusion): void {
  const nClasses = confusion.length;
  if (nClasses === 0) throw new RangeError("confusion has 0 rows, expected at least 1");
  for (const [label, row] of confusion.entries()) {
    if (row.length !== nClasses) {
      throw new RangeError(`confusion[${label}] has ${row.length} columns, expected ${nClasses} as there are rows`);
    }
    for (const [column, count] of row.entries()) {
      if (!Number.isInteger(count) || count < 0) {
        throw new RangeError(`confusion[${label}][${column}] is ${count}, expected a whole number from 0`);
      }
    }
  }
}

/**
 * The label index at position i.
 *
 * @throws RangeError unless it is a whole number from 0 to nClasses - 1
 */
export function labelAt(name: string, labels: readonly number[], i: number, nClasses: number): number {
  const label = labels[i];
  if (!Number.isInteger(label) || label < 0 || label >= nClasses) {
    throw new RangeError(`${name}[${i}] is ${label}, expected a whole number from 0 to ${nClasses - 1}`);
  }
  return label;
}
