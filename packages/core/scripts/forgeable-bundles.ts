import {
  type Bundle,
  DTYPES,
  type Layer,
  networkOf,
  quantizedBundle,
  randomAt,
  sizeOf,
  weightsSha256,
} from "@undertone/core";
import { input, smallBundle } from "../test/bundles.ts";

const layers: Layer[] = [
  { kind: "conv2d", filters: 6, kernel: [3, 3], strides: [2, 2], dilations: [1, 1], padding: "same", bias: true },
  { kind: "batchNorm", relu: true },
  {
    kind: "residual",
    layers: [
      { kind: "depthwiseConv2d", kernel: [3, 1], strides: [1, 1], dilations: [2, 1], padding: "same", bias: false },
      { kind: "relu" },
      { kind: "conv2d", filters: 6, kernel: [1, 1], strides: [1, 1], dilations: [1, 1], padding: "same", bias: false },
      { kind: "dropout", rate: 0.1 },
    ],
  },
  { kind: "maxPool", size: [2, 2], strides: [1, 1], padding: "valid" },
  { kind: "frequencyToChannels" },
  { kind: "statisticsPool", deviation: true },
  { kind: "flatten" },
  { kind: "dense", units: 20, relu: true },
  { kind: "dense", units: 2, relu: false },
];

/** A bundle with every kind of layer, its payload about as long as its header, stored in each dtype. */
export function bundles(): Bundle[] {
  const random = randomAt(1, "initialize");
  const network = networkOf({ layers, input });
  const small = smallBundle();
  const tensors = new Map(
    network.parameters.map(({ name, shape }) => [
      name,
      Float32Array.from({ length: sizeOf(shape) }, () => random.uniform()),
    ]),
  );
  const training = { ...small.training, weightsSha256: weightsSha256(network, tensors) };
  for (const name of ["input.mean", "input.standardDeviation"]) tensors.set(name, new Float32Array(8).fill(2));
  const bundle: Bundle = { ...small, layers, tensors, training };
  return DTYPES.map((dtype) => quantizedBundle(bundle, dtype));
}
