import { type Tensor4D, maxPool as tfMaxPool } from "@tensorflow/tfjs-core";

export interface MaxPoolOptions {
  /** of the window, [y, x] */
  size: readonly [number, number];
  /** [y, x]; the size of the window unless given */
  strides?: readonly [number, number];
  /** "valid" unless given */
  padding?: "same" | "valid";
}

/**
 * The largest value of each window; padding never is the largest.
 *
 * @param x  [batch, height, width, channels]
 * @returns  [batch, outH, outW, channels]
 */
export function maxPool(x: Tensor4D, options: MaxPoolOptions): Tensor4D {
  const { size, strides = size, padding = "valid" } = options;
  return tfMaxPool(x, [...size], [...strides], padding);
}
