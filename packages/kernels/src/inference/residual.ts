import { sizeOf } from "@undertone/core";
import { reserve } from "../common/arena.ts";
import type { Inference } from "./load.ts";
import type { Shapes, Step } from "./step.ts";

/** x + f(x), where f is `inner`, step after step. */
export function createResidual(wasm: Inference, { output }: Shapes, inner: readonly Step[]): Step {
  const size = sizeOf(output);
  return (x, nRows) => {
    const y = reserve(wasm, size);
    const branch = inner.reduce((address, step) => step(address, nRows), x);
    wasm.add(x, branch, y, size);
    return y;
  };
}
