import type { Tensor, Tensor1D } from "@tensorflow/tfjs-core";
import { FUSED } from "../kernels/names.ts";
import { runMany } from "../register.ts";

export interface BatchNormOptions {
  /** whether a ReLU follows; false unless given */
  relu?: boolean;
  /** added to the variance; 0.001 unless given, as in Keras */
  epsilon?: number;
}

export interface BatchNorm<T extends Tensor> {
  /** x normalized, of the shape of x */
  y: T;
  /** of the batch, [channels]; for moving averages, no gradient flows through it */
  mean: Tensor1D;
  /** of the batch, Σ (x − mean)² / n, [channels]; no gradient flows through it */
  variance: Tensor1D;
}

/**
 * Batch normalization by the statistics of the batch, as in training: (x − mean) · gamma / √(variance + epsilon) + beta per
 * channel, the last dimension, and a ReLU behind it where `relu`.
 *
 * @param x      [..., channels]
 * @param gamma  [channels]
 * @param beta   [channels]
 * @throws RangeError if gamma or beta do not have one value a channel
 */
export function batchNorm<T extends Tensor>(
  x: T,
  gamma: Tensor,
  beta: Tensor,
  options: BatchNormOptions = {},
): BatchNorm<T> {
  const { relu = false, epsilon = 0.001 } = options;
  assertOneAChannel(x, { gamma, beta });
  const [y, mean, variance] = runMany(FUSED.batchNorm, { x, gamma, beta }, { relu, epsilon });
  return { y: y as T, mean: mean as Tensor1D, variance: variance as Tensor1D };
}

/** @throws RangeError unless each tensor has one value for each of x's channels, its last dimension */
export function assertOneAChannel(x: Tensor, tensors: Record<string, Tensor>): void {
  const channels = x.shape[x.rank - 1];
  for (const [name, { size }] of Object.entries(tensors)) {
    if (size !== channels) throw new RangeError(`${name} has ${size} values, expected ${channels} as x has channels`);
  }
}
