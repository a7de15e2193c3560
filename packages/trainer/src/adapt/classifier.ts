import { exponential } from "./exponential.ts";

/** A linear map from embeddings to logits. */
export interface Classifier {
  /** [nInputs, nClasses], row-major */
  kernel: Float64Array;
  /** [nClasses] */
  bias: Float64Array;
}

/** An embedding that is known to be of a class. */
export interface Observation {
  embedding: Float32Array;
  /** from 0 to nClasses - 1 */
  label: number;
  /** in the sum of losses, above 0 */
  weight: number;
}

/** Where a step moves no coordinate further, nothing that is heard changes any more. */
const SMALLEST_STEP = 1e-4;
const MOST_STEPS = 1000;

/** The probabilities of an embedding's classes: softmax(x · kernel + bias), [nClasses]. */
export function classify(classifier: Classifier, embedding: ArrayLike<number>): Float64Array {
  return softmaxOf(logitsOf(classifier, embedding));
}

/**
 * The classifier that explains observations best without going far from a given one W₀. With embeddings x brought to mean 0 and
 * a mean square norm of 1 it minimizes
 *
 *   Σ weight · crossEntropy + strength / 2 · ‖W - W₀‖²
 *
 * bias included, by Nesterov's accelerated descent for strongly convex functions (2004, scheme 2.2.22): the same bits in every engine, as only
 * +, -, ·, / and √ are used, one after another.
 *
 * @param prior         W₀, [nInputs, nClasses]
 * @param observations  at least one
 * @param strength      above 0: how many observations of weight 1 the prior counts as, about
 */
export function fitClassifier(prior: Classifier, observations: readonly Observation[], strength: number): Classifier {
  const nClasses = prior.bias.length;
  const nInputs = prior.kernel.length / nClasses;
  const { mean, scale } = centerOf(observations, nInputs);
  // [n, nInputs + 1]: centered, scaled, and a 1 for the bias
  const rows = observations.map(({ embedding }) =>
    Float64Array.from({ length: nInputs + 1 }, (_, i) => (i < nInputs ? (embedding[i] - mean[i]) / scale : 1)),
  );
  const total = observations.reduce((sum, { weight }) => sum + weight, 0);

  // The loss curves by half of Σ weight · ‖row‖² at most, which is twice the total of the weights, and by the strength at least.
  const largest = total + strength;
  const root = Math.sqrt(strength / largest);
  const momentum = (1 - root) / (1 + root);
  // By how much the map of rows has moved away from W₀.
  const moved = new Float64Array((nInputs + 1) * nClasses);
  const ahead = moved.slice();
  const logits = new Float64Array(nClasses);
  const logitsBefore = observations.map(({ embedding }) => logitsOf(prior, embedding));
  for (let step = 0; step < MOST_STEPS; step++) {
    const gradient = ahead.map((value) => strength * value);
    for (let n = 0; n < rows.length; n++) {
      const { label, weight } = observations[n];
      const row = rows[n];
      logits.set(logitsBefore[n]);
      for (let i = 0, at = 0; i <= nInputs; i++) {
        for (let c = 0; c < nClasses; c++, at++) logits[c] += row[i] * ahead[at];
      }
      const error = softmaxOf(logits);
      error[label] -= 1;
      for (let i = 0, at = 0; i <= nInputs; i++) {
        const weighed = weight * row[i];
        for (let c = 0; c < nClasses; c++, at++) gradient[at] += weighed * error[c];
      }
    }
    let furthest = 0;
    for (let i = 0; i < moved.length; i++) {
      const next = ahead[i] - gradient[i] / largest;
      const change = next - moved[i];
      furthest = Math.max(furthest, Math.abs(change));
      moved[i] = next;
      ahead[i] = next + momentum * change;
    }
    if (furthest < SMALLEST_STEP) break;
  }
  return movedBy(prior, moved, mean, scale);
}

/** W₀ and what was added to it, told of embeddings as they are. */
function movedBy(prior: Classifier, moved: Float64Array, mean: Float64Array, scale: number): Classifier {
  const nClasses = prior.bias.length;
  const kernel = prior.kernel.map((value, i) => value + moved[i] / scale);
  const bias = prior.bias.map((value, c) => value + moved[mean.length * nClasses + c]);
  for (let i = 0; i < mean.length; i++) {
    for (let c = 0; c < nClasses; c++) bias[c] -= (mean[i] * moved[i * nClasses + c]) / scale;
  }
  return { kernel, bias };
}

/** The weighted mean of embeddings, and the root of their mean square distance from it; 1 if they do not differ. */
function centerOf(observations: readonly Observation[], nInputs: number): { mean: Float64Array; scale: number } {
  const mean = new Float64Array(nInputs);
  let total = 0;
  for (const { embedding, weight } of observations) {
    total += weight;
    for (let i = 0; i < nInputs; i++) mean[i] += weight * embedding[i];
  }
  for (let i = 0; i < nInputs; i++) mean[i] /= total;
  let squares = 0;
  for (const { embedding, weight } of observations) {
    for (let i = 0; i < nInputs; i++) squares += weight * (embedding[i] - mean[i]) * (embedding[i] - mean[i]);
  }
  return { mean, scale: squares > 0 ? Math.sqrt(squares / total) : 1 };
}

function logitsOf({ kernel, bias }: Classifier, embedding: ArrayLike<number>): Float64Array {
  const logits = bias.slice();
  for (let i = 0; i < embedding.length; i++) {
    for (let c = 0; c < bias.length; c++) logits[c] += embedding[i] * kernel[i * bias.length + c];
  }
  return logits;
}

/** Overwrites logits with their softmax. */
function softmaxOf(logits: Float64Array): Float64Array {
  let largest = logits[0];
  for (const logit of logits) largest = Math.max(largest, logit);
  let sum = 0;
  for (let c = 0; c < logits.length; c++) {
    logits[c] = exponential(logits[c] - largest);
    sum += logits[c];
  }
  for (let c = 0; c < logits.length; c++) logits[c] /= sum;
  return logits;
}
