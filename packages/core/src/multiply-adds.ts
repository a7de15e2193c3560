import { type PlannedLayer, sizeOf } from "./network.ts";

/**
 * Products that a layer sums for one input, its inner layers' included: of a convolution, every tap at every output, those on
 * padding too; of a dense layer, its kernel's values. All else counts none: batch normalization is folded into convolutions.
 */
export function multiplyAdds({ layer, output, parameters, inner }: PlannedLayer): number {
  const kernel = parameters.find(({ role }) => role === "kernel");
  const own = kernel ? sizeOf(kernel.shape) * (layer.kind === "dense" ? 1 : output[0] * output[1]) : 0;
  return inner.reduce((sum, planned) => sum + multiplyAdds(planned), own);
}
