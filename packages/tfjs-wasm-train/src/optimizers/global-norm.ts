import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import { FUSED } from "../kernels/names.ts";
import { run } from "../register.ts";

/** √ Σ g² over all values of all tensors. */
export function globalNorm(tensors: readonly Tensor[]): number {
  return tidy(() => Math.sqrt(tensors.reduce((sum, x) => sum + run(FUSED.energy, { x }).dataSync()[0], 0)));
}

/** The factor that brings a norm down to maxNorm; 1 where it is not above. For `gradientScale`. */
export function clipFactor(norm: number, maxNorm: number): number {
  return norm > maxNorm ? maxNorm / norm : 1;
}
