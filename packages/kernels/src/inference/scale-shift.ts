import { sizeOf } from "@undertone/core";
import { reserve, write } from "../common/arena.ts";
import type { Inference } from "./load.ts";
import { checkSize, type Shapes, type Step } from "./step.ts";

/**
 * x · scale + shift per channel: batch normalization by moving averages, where no convolution takes it in.
 *
 * @param scale  [channels]
 * @param shift  [channels]
 * @throws RangeError if scale or shift do not fit the channels
 */
export function createScaleShift(wasm: Inference, { input }: Shapes, scale: Float32Array, shift: Float32Array): Step {
  const channels = input[2];
  checkSize("scale", scale, channels);
  checkSize("shift", shift, channels);
  const [scales, shifts] = [write(wasm, scale), write(wasm, shift)];
  const size = sizeOf(input);

  return (x) => {
    const y = reserve(wasm, size);
    wasm.scaleShift(x, size / channels, channels, scales, shifts, y);
    return y;
  };
}
