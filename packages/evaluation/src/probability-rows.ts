import { labelAt } from "./confusion-matrix.ts";

/** Probabilities of every label, one row per utterance, [nUtterances][nClasses]. */
export type ProbabilityRows = readonly ArrayLike<number>[];

/** @throws RangeError without utterances, if the lengths differ, or for a bad probability or label */
export function checkProbabilities(probabilities: ProbabilityRows, truth: readonly number[]): void {
  if (probabilities.length === 0) throw new RangeError("probabilities has 0 rows, expected at least 1");
  if (truth.length !== probabilities.length) {
    throw new RangeError(`truth has ${truth.length} labels, expected ${probabilities.length} as in probabilities`);
  }
  const nClasses = probabilities[0].length;
  for (const [i, row] of probabilities.entries()) {
    if (row.length !== nClasses) {
      throw new RangeError(`probabilities[${i}] has ${row.length} values, expected ${nClasses} as in the first row`);
    }
    for (let label = 0; label < nClasses; label++) {
      const p = row[label];
      if (!(p >= 0 && p <= 1)) {
        throw new RangeError(`probabilities[${i}][${label}] is ${p}, expected a number from 0 to 1`);
      }
    }
    labelAt("truth", truth, i, nClasses);
  }
}
