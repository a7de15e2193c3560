import { sizeOf } from "@undertone/core";
import { reserve } from "../common/arena.ts";
import type { Inference } from "./load.ts";
import type { Shapes, Step } from "./step.ts";

/** max(x, 0). */
export function createRelu(wasm: Inference, { output }: Shapes): Step {
  const size = sizeOf(output);
  return (x) => {
    const y = reserve(wasm, size);
    wasm.relu(x, y, size);
    return y;
  };
}
