import type { Tensor4D } from "@tensorflow/tfjs-core";
import { planConvolution } from "../convolution.ts";
import { FUSED } from "../kernels/names.ts";
import { run } from "../register.ts";

export interface Conv2dOptions {
  /** [y, x]; [1, 1] unless given */
  strides?: readonly [number, number];
  /** [y, x]; [1, 1] unless given. Together with strides, and in gradients, unlike tf.conv2d's. */
  dilations?: readonly [number, number];
  /** "same" unless given: ⌈length / stride⌉, the smaller half of the zeros in front */
  padding?: "same" | "valid";
}

/**
 * The 2-D convolution of x with filter. With stride 1 in y, 3 to 5 taps in y and channels in eights it and its gradients take 2/5 to 4/9 of
 * the definition's products, for rounding errors up to 3.5 times as large; `tf.conv2d` keeps to the definition.
 *
 * @param x       [batch, height, width, inC]
 * @param filter  [kernelH, kernelW, inC, outC]
 * @returns       [batch, outH, outW, outC]
 * @throws RangeError if x and filter differ in channels
 */
export function conv2d(x: Tensor4D, filter: Tensor4D, options: Conv2dOptions = {}): Tensor4D {
  const { strides = [1, 1], dilations = [1, 1], padding = "same" } = options;
  const plan = planConvolution(x.shape, filter.shape, [...strides], [...dilations], padding);
  return run(FUSED.conv2d, { x, filter }, plan);
}
