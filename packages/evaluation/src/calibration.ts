import { labelAt } from "./confusion-matrix.ts";

/** Probabilities of every label, one row per utterance, [nUtterances][nClasses]. */
export type ProbabilityRows = readonly ArrayLike<number>[];

/** The difference between 1 and the next float32: no smaller probability enters a logarithm, as in scikit-learn. */
const SMALLEST_PROBABILITY = 2 ** -23;

/**
 * Negative log-likelihood: the mean over utterances of -ln p(true label), with p at least 2⁻²³, so that one label
 * held impossible costs 15.9 and not infinity. A model without knowledge has ln nClasses.
 *
 * @param probabilities  [nUtterances][nClasses], each from 0 to 1
 * @param truth          index of the true label, [nUtterances]
 * @throws RangeError without utterances, if the lengths differ, or for a bad probability or label
 */
export function nll(probabilities: ProbabilityRows, truth: readonly number[]): number {
  checkProbabilities(probabilities, truth);
  let total = 0;
  for (const [i, row] of probabilities.entries()) total -= Math.log(Math.max(row[truth[i]], SMALLEST_PROBABILITY));
  return total / truth.length;
}

/**
 * Expected calibration error: how far confidence lies from accuracy, 0 to 1.
 *
 *     ECE = Σ_b |B_b| / n · |accuracy(B_b) - confidence(B_b)|
 *
 * An utterance's confidence is its largest probability; bin b of nBins holds confidences in (b / nBins, (b + 1) / nBins].
 * Of labels equally probable the first counts as predicted. Guo, Pleiss, Sun & Weinberger, "On calibration of modern
 * neural networks" (ICML 2017), who use 15 bins.
 *
 * @param probabilities  [nUtterances][nClasses], each from 0 to 1
 * @param truth          index of the true label, [nUtterances]
 * @throws RangeError without utterances, if the lengths differ, for a bad probability or label, or for no bin
 */
export function expectedCalibrationError(probabilities: ProbabilityRows, truth: readonly number[], nBins = 15): number {
  checkProbabilities(probabilities, truth);
  if (!Number.isInteger(nBins) || nBins < 1) throw new RangeError(`nBins is ${nBins}, expected a whole number from 1`);

  // |B| · |accuracy - confidence| is |hits - sum of confidences|.
  const gaps = new Float64Array(nBins);
  for (const [i, row] of probabilities.entries()) {
    const values = Array.from(row);
    const confidence = Math.max(...values);
    const hit = values.indexOf(confidence) === truth[i] ? 1 : 0;
    gaps[Math.max(0, Math.ceil(confidence * nBins) - 1)] += hit - confidence;
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / truth.length;
}

function checkProbabilities(probabilities: ProbabilityRows, truth: readonly number[]): void {
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
