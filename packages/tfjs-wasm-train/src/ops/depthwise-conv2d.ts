import { DepthwiseConv2dNative, type Tensor4D } from "@tensorflow/tfjs-core";
import { run } from "../register.ts";
import type { Conv2dOptions } from "./conv2d.ts";

/**
 * The 2-D convolution of each channel of x with filters of its own.
 *
 * @param x       [batch, height, width, channels]
 * @param filter  [kernelH, kernelW, channels, multiplier]
 * @returns       [batch, outH, outW, channels · multiplier]
 * @throws RangeError if x and filter differ in channels
 */
export function depthwiseConv2d(x: Tensor4D, filter: Tensor4D, options: Conv2dOptions = {}): Tensor4D {
  const { strides = [1, 1], dilations = [1, 1], padding: pad = "same" } = options;
  if (x.shape[3] !== filter.shape[2]) {
    throw new RangeError(`x has ${x.shape[3]} channels, expected ${filter.shape[2]} as in filter`);
  }
  return run(DepthwiseConv2dNative, { x, filter }, { strides: [...strides], dilations: [...dilations], pad });
}
