import { sizeOf } from "@undertone/core";
import { reserve, write } from "../common/arena.ts";
import type { Inference } from "./load.ts";
import { checkSize, type Shapes, type Step } from "./step.ts";

/**
 * x · kernel + bias.
 *
 * @param kernel  [inputs, units]
 * @param bias    [units]
 * @throws RangeError if kernel or bias do not fit the shapes
 */
export function createDense(
  wasm: Inference,
  { input, output }: Shapes,
  kernel: Float32Array,
  bias: Float32Array,
): Step {
  const [inputs, units] = [sizeOf(input), sizeOf(output)];
  checkSize("kernel", kernel, inputs * units);
  checkSize("bias", bias, units);
  const [weights, biases] = [write(wasm, kernel), write(wasm, bias)];

  return (x) => {
    const y = reserve(wasm, units);
    wasm.dense(x, inputs, weights, biases, units, y);
    return y;
  };
}
