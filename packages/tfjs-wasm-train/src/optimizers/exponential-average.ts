import type { Tensor } from "@tensorflow/tfjs-core";
import { FUSED } from "../kernels/names.ts";
import { run } from "../register.ts";
import { assertLike } from "./tensor-lists.ts";

/**
 * average + (1 − decay) · (weights − average), as new tensors; disposes of none.
 *
 * @throws RangeError if the lists do not match, tensor by tensor
 */
export function exponentialAverage(average: readonly Tensor[], weights: readonly Tensor[], decay: number): Tensor[] {
  assertLike(weights, { average });
  return weights.map((x, i) => run(FUSED.exponentialAverage, { average: average[i], x }, { decay }));
}
