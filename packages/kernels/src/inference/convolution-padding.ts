import { paddingBefore } from "@undertone/core";
import { reserve } from "../common/arena.ts";
import type { Inference } from "./load.ts";
import type { LayerOf, Shapes } from "./step.ts";

/** Zeros around an activation: [top, bottom, left, right], time from top to bottom. */
export type Padding = readonly [number, number, number, number];

/** The zeros that a convolution adds around its input. */
export function convolutionPadding(
  { kernel, strides, dilations, padding }: LayerOf<"conv2d" | "depthwiseConv2d">,
  { input, output }: Shapes,
): Padding {
  const [top, bottom, left, right] = [0, 1].flatMap((axis) => {
    const [n, size, stride, dilation] = [input[axis], kernel[axis], strides[axis], dilations[axis]];
    const before = paddingBefore(n, size, stride, dilation, padding);
    const needed = (output[axis] - 1) * stride + (size - 1) * dilation + 1;
    return [before, Math.max(0, needed - before - n)];
  });
  return [top, bottom, left, right];
}

/** The address of x with zeros around it, newly reserved; x itself where there are none. */
export function padded(
  wasm: Inference,
  x: number,
  [time, frequency, channels]: Shapes["input"],
  zeros: Padding,
): number {
  const [top, bottom, left, right] = zeros;
  if (top + bottom + left + right === 0) return x;

  const y = reserve(wasm, (top + time + bottom) * (left + frequency + right) * channels);
  wasm.pad(x, time, frequency, channels, y, top, bottom, left, right);
  return y;
}
