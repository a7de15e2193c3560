import { reserve } from "../common/arena.ts";
import type { Inference } from "./load.ts";
import type { Step } from "./step.ts";

/** exp(x) / Σ exp(x) over `length` logits. */
export function createSoftmax(wasm: Inference, length: number): Step {
  return (x) => {
    const y = reserve(wasm, length);
    wasm.softmax(x, length, y);
    return y;
  };
}
