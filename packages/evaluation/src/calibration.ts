import { logarithm } from "./arithmetic.ts";
import { checkProbabilities, type ProbabilityRows } from "./probability-rows.ts";

/** The difference between 1 and the next float32: no smaller probability enters a logarithm, as in scikit-learn. */
const SMALLEST_PROBABILITY = 2 ** -23;

/** Guo et al.'s number of bins. */
const N_BINS = 15;

/** The utterances whose confidence lies in (low, high]. */
export interface ReliabilityBin {
  low: number;
  high: number;
  count: number;
  /** mean of the utterances' largest probabilities; 0 without utterances */
  confidence: number;
  /** share of them that was recognized; 0 without utterances */
  accuracy: number;
}

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
  for (const [i, row] of probabilities.entries()) total -= logarithm(Math.max(row[truth[i]], SMALLEST_PROBABILITY));
  return total / truth.length;
}

/**
 * Brier score over all classes: the mean over utterances of Σ_k (p_k - [k is the true label])², 0 to 2. Brier,
 * "Verification of forecasts expressed in terms of probability" (Monthly Weather Review 78, 1950). For two classes it is
 * twice scikit-learn's brier_score_loss. A model without knowledge has 1 - 1 / nClasses.
 *
 * @param probabilities  [nUtterances][nClasses], each from 0 to 1
 * @param truth          index of the true label, [nUtterances]
 * @throws RangeError without utterances, if the lengths differ, or for a bad probability or label
 */
export function brierScore(probabilities: ProbabilityRows, truth: readonly number[]): number {
  checkProbabilities(probabilities, truth);
  let total = 0;
  for (const [i, row] of probabilities.entries()) {
    for (let label = 0; label < row.length; label++) {
      const gap = row[label] - (label === truth[i] ? 1 : 0);
      total += gap * gap;
    }
  }
  return total / truth.length;
}

/**
 * What a reliability diagram shows: confidence and accuracy of the utterances of each bin of confidence.
 *
 * An utterance's confidence is its largest probability; bin b of nBins holds confidences in (b / nBins, (b + 1) / nBins].
 * Of labels equally probable the first counts as predicted.
 *
 * @param probabilities  [nUtterances][nClasses], each from 0 to 1
 * @param truth          index of the true label, [nUtterances]
 * @throws RangeError without utterances, if the lengths differ, for a bad probability or label, or for no bin
 */
export function reliabilityBins(
  probabilities: ProbabilityRows,
  truth: readonly number[],
  nBins: number = N_BINS,
): ReliabilityBin[] {
  checkProbabilities(probabilities, truth);
  if (!Number.isInteger(nBins) || nBins < 1) throw new RangeError(`nBins is ${nBins}, expected a whole number from 1`);

  const sums = Array.from({ length: nBins }, () => ({ count: 0, confidence: 0, hits: 0 }));
  for (const [i, row] of probabilities.entries()) {
    const values = Array.from(row);
    const confidence = Math.max(...values);
    const bin = sums[Math.max(0, Math.ceil(confidence * nBins) - 1)];
    bin.count++;
    bin.confidence += confidence;
    if (values.indexOf(confidence) === truth[i]) bin.hits++;
  }
  return sums.map(({ count, confidence, hits }, b) => ({
    low: b / nBins,
    high: (b + 1) / nBins,
    count,
    confidence: count === 0 ? 0 : confidence / count,
    accuracy: count === 0 ? 0 : hits / count,
  }));
}

/**
 * Expected calibration error: how far confidence lies from accuracy, 0 to 1.
 *
 *     ECE = Σ_b |B_b| / n · |accuracy(B_b) - confidence(B_b)|
 *
 * over the bins of `reliabilityBins`. Guo, Pleiss, Sun & Weinberger, "On calibration of modern neural networks" (ICML
 * 2017), who use 15 bins.
 *
 * @throws RangeError as `reliabilityBins`
 */
export function expectedCalibrationError(
  probabilities: ProbabilityRows,
  truth: readonly number[],
  nBins: number = N_BINS,
): number {
  const bins = reliabilityBins(probabilities, truth, nBins);
  const gaps = bins.map(({ count, confidence, accuracy }) => count * Math.abs(accuracy - confidence));
  return gaps.reduce((sum, gap) => sum + gap, 0) / truth.length;
}

/**
 * The expected calibration error that chance alone gives a model which is right exactly as often as it says: the hits among a
 * few utterances stray from their confidence, and the error counts every straying.
 *
 *     1 / n · Σ_b √(2 / π · |B_b| · confidence(B_b) · (1 - confidence(B_b)))
 *
 * the mean absolute deviation of each bin's hits, taken as normal and independent: of one utterance asked several times
 * chance gives more. What an ECE has beyond it speaks of the model; a single one may lie below. On this bias: Roelofs,
 * Cain, Shlens & Mozer, "Mitigating bias in calibration error estimation" (AISTATS 2022).
 *
 * @param bins  [nBins], as `reliabilityBins` gives them
 * @returns     0 to 1; 0 without utterances
 */
export function calibrationErrorByChance(bins: readonly ReliabilityBin[]): number {
  const n = bins.reduce((sum, { count }) => sum + count, 0);
  const strayed = bins.map(({ count, confidence }) => Math.sqrt((2 / Math.PI) * count * confidence * (1 - confidence)));
  return n === 0 ? 0 : strayed.reduce((sum, hits) => sum + hits, 0) / n;
}
