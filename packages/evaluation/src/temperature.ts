import { exponential, logarithm } from "./arithmetic.ts";
import { checkProbabilities, type ProbabilityRows } from "./probability-rows.ts";

/** Temperatures are sought from 1 / 8 to 8: beyond, a model is so wrong about itself that no scalar mends it. */
const LIMIT = 8;

/** Halvings of the inverse temperature's range [1 / 8, 8]: its end is known to 1e-8, the temperature to 5e-7. */
const HALVINGS = 30;

/** The smallest float32 above 0, in place of a probability that was rounded to 0. */
const SMALLEST_PROBABILITY = 2 ** -149;

/**
 * The temperature T that makes probabilities likeliest: softmax(z / T) of the logits z, which are ln p but for a constant
 * that changes nothing, has the least negative log-likelihood. Above 1 for a model that is too sure of itself. It changes
 * no prediction. Guo, Pleiss, Sun & Weinberger, "On calibration of modern neural networks" (ICML 2017).
 *
 * The likelihood is convex in β = 1 / T with slope mean(Σ_k p_k(β) z_k - z_true), whose zero is found by halving. From 1 / 8
 * to 8, the ends for a model that is never right or never wrong; 1 where T makes no difference. Rounded to four decimals, far
 * beyond what can be measured, so that the number that is told is the one that is used. The same bits in every engine.
 *
 * The utterances must not be those the calibrated model is then measured on, nor may the model have learned from them.
 *
 * @param probabilities  [nUtterances][nClasses], each from 0 to 1
 * @param truth          index of the true label, [nUtterances]
 * @throws RangeError without utterances, if the lengths differ, or for a bad probability or label
 */
export function fitTemperature(probabilities: ProbabilityRows, truth: readonly number[]): number {
  checkProbabilities(probabilities, truth);
  const logits = probabilities.map(logitsOf);
  if (slopeAt(1, logits, truth) === 0) return 1;

  let [low, high] = [1 / LIMIT, LIMIT];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (slopeAt(middle, logits, truth) > 0) high = middle;
    else low = middle;
  }
  return Math.round((2 * 10_000) / (low + high)) / 10_000;
}

/**
 * Probabilities at another temperature: p_k^(1 / T) / Σ_j p_j^(1 / T), what softmax(z / T) gives where softmax(z) gave p.
 * The same bits in every engine.
 *
 * @param row          [nClasses], each from 0 to 1
 * @param temperature  above 0
 * @returns            [nClasses], summing to 1
 * @throws RangeError unless temperature is a finite number above 0
 */
export function atTemperature(row: ArrayLike<number>, temperature: number): number[] {
  if (!(temperature > 0 && temperature < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`temperature is ${temperature}, expected a number above 0`);
  }
  return softmaxAt(1 / temperature, logitsOf(row));
}

/** ln p less its maximum, [nClasses]. */
function logitsOf(row: ArrayLike<number>): number[] {
  const logits = Array.from(row, (p) => logarithm(Math.max(p, SMALLEST_PROBABILITY)));
  const largest = Math.max(...logits);
  return logits.map((logit) => logit - largest);
}

function softmaxAt(inverse: number, logits: readonly number[]): number[] {
  const exponentials = logits.map((logit) => exponential(inverse * logit));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map((value) => value / total);
}

/** The derivative of the summed negative log-likelihood by β. */
function slopeAt(inverse: number, logits: readonly (readonly number[])[], truth: readonly number[]): number {
  let slope = 0;
  for (const [i, row] of logits.entries()) {
    const expected = softmaxAt(inverse, row).reduce((sum, p, label) => sum + p * row[label], 0);
    slope += expected - row[truth[i]];
  }
  return slope;
}
