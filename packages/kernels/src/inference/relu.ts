import { sizeOf } from "@undertone/core";
import type { Inference } from "./load.ts";
import type { Shapes, Step } from "./step.ts";

/** max(x, 0). */
export function createRelu(wasm: Inference, { output }: Shapes): Step {
  const size = sizeOf(output);
  return (x) => {
    const y = wasm.alloc(4 * size);
    wasm.relu(x, y, size);
    return y;
  };
}
