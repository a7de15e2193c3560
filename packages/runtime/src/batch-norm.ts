import { BATCH_NORM_EPSILON } from "@undertone/core";

/** The four tensors of a batch normalization, [channels] each. */
export interface BatchNorm {
  gamma: Float32Array;
  beta: Float32Array;
  movingMean: Float32Array;
  movingVariance: Float32Array;
}

/**
 * Batch normalization by moving averages as one multiplication and one addition:
 *
 *   scale = γ / √(variance + 0.001),   shift = β − mean · scale
 */
export function scaleAndShift(batchNorm: BatchNorm): { scale: Float64Array; shift: Float64Array } {
  const { gamma, beta, movingMean, movingVariance } = batchNorm;
  const scale = Float64Array.from(gamma, (value, c) => value / Math.sqrt(movingVariance[c] + BATCH_NORM_EPSILON));
  return { scale, shift: Float64Array.from(beta, (value, c) => value - movingMean[c] * scale[c]) };
}

/**
 * Takes a batch normalization into the convolution before it, in float64 until the last rounding.
 *
 * @param filter  [..., out]
 * @param bias    [out]
 */
export function foldBatchNorm(
  filter: Float32Array,
  bias: Float32Array,
  batchNorm: BatchNorm,
): { filter: Float32Array; bias: Float32Array } {
  const { scale, shift } = scaleAndShift(batchNorm);
  return {
    filter: filter.map((value, i) => value * scale[i % scale.length]),
    bias: bias.map((value, c) => value * scale[c] + shift[c]),
  };
}
