import { type Network, type Parameter, type Random, randomAt, sizeOf } from "@undertone/core";

/**
 * The weights before the first step: kernels uniform in ±1 / √fanIn as PyTorch's layers begin, gammas and moving
 * variances 1, all else 0. Behind batch normalization a kernel's size only divides its learning rate, so a larger start
 * learns more slowly. Each tensor has a random stream of its own, by its place in the network.
 */
export function initialWeights(network: Network, seed: number): Map<string, Float32Array> {
  return new Map(
    network.parameters.map((parameter, i) => [
      parameter.name,
      initialValues(parameter, randomAt(seed, "initialize", { step: i })),
    ]),
  );
}

function initialValues({ role, shape }: Parameter, random: Random): Float32Array {
  const values = new Float32Array(sizeOf(shape));
  if (role === "gamma" || role === "movingVariance") return values.fill(1);
  if (role !== "kernel") return values;

  const fanIn = values.length / shape[shape.length - 1];
  const limit = 1 / Math.sqrt(fanIn);
  return values.map(() => random.between(-limit, limit));
}
