import type { Tensor } from "@tensorflow/tfjs-core";
import { FUSED } from "../kernels/names.ts";
import { run } from "../register.ts";
import { assertOneAChannel, type BatchNormOptions } from "./batch-norm.ts";

/** What batch normalization knows of each channel, [channels] each. */
export interface BatchNormStatistics {
  /** moving average of the batches' means */
  mean: Tensor;
  /** moving average of the batches' variances */
  variance: Tensor;
}

/**
 * Batch normalization by given statistics, as outside training: (x − mean) · gamma / √(variance + epsilon) + beta per channel, the
 * last dimension, as one scale and shift in one pass, and a ReLU behind it where `relu`.
 *
 * x, gamma and beta have gradients, so that a net can be fine-tuned with its statistics frozen; mean and variance have none.
 *
 * @param x           [..., channels]
 * @param gamma       [channels]
 * @param beta        [channels]
 * @param statistics  not negative variances
 * @throws RangeError if gamma, beta, mean or variance do not have one value a channel
 */
export function batchNormInference<T extends Tensor>(
  x: T,
  gamma: Tensor,
  beta: Tensor,
  { mean, variance }: BatchNormStatistics,
  options: BatchNormOptions = {},
): T {
  const { relu = false, epsilon = 0.001 } = options;
  assertOneAChannel(x, { gamma, beta, mean, variance });
  return run(FUSED.batchNormInference, { x, gamma, beta, mean, variance }, { relu, epsilon });
}
