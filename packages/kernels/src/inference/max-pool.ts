import { paddingBefore, sizeOf } from "@undertone/core";
import { reserve } from "../common/arena.ts";
import type { Inference } from "./load.ts";
import type { LayerOf, Shapes, Step } from "./step.ts";

/** The largest value of each window and channel; padding never counts. */
export function createMaxPool(wasm: Inference, layer: LayerOf<"maxPool">, { input, output }: Shapes): Step {
  const { size, strides, padding } = layer;
  const before = (axis: 0 | 1) => paddingBefore(input[axis], size[axis], strides[axis], 1, padding);
  const [top, left] = [before(0), before(1)];

  return (x) => {
    const y = reserve(wasm, sizeOf(output));
    wasm.maxPool(x, ...input, y, output[0], output[1], ...size, ...strides, top, left);
    return y;
  };
}
