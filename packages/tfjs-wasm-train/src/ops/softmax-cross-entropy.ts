import type { Scalar, Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import { FUSED } from "../kernels/names.ts";
import { runMany } from "../register.ts";

/**
 * Cross-entropy of softmax(logits) with target distributions, averaged by weight: Σ w · loss / Σ w, and 0 if all weights
 * are. Label smoothing belongs in the targets, class weights in the weights. Only logits get a gradient.
 *
 * @param logits   [batch, nClasses]
 * @param targets  [batch, nClasses]
 * @param weights  [batch], not negative
 * @throws RangeError if the shapes differ
 */
export function softmaxCrossEntropy(logits: Tensor2D, targets: Tensor, weights: Tensor): Scalar {
  const [batch, nClasses] = logits.shape;
  if (targets.shape[0] !== batch || targets.shape[1] !== nClasses) {
    throw new RangeError(`targets is [${targets.shape}], expected [${logits.shape}] as logits`);
  }
  if (weights.size !== batch) throw new RangeError(`weights has ${weights.size} values, expected ${batch} as logits`);
  return runMany(FUSED.softmaxCrossEntropy, { logits, targets, weights })[0] as Scalar;
}
