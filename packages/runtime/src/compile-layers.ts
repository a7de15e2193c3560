import { type Layer, type PlannedLayer, sizeOf, tensorFor } from "@undertone/core";
import { type BatchNorm, scaleAndShift } from "./batch-norm.ts";
import { compileWeights, type Tensors } from "./compile-weights.ts";
import { type FusedLayer, fuse } from "./fuse.ts";
import type { ProgramWriter } from "./program-writer.ts";

/** Kinds of layers, numbered as in packages/kernels/assembly/engine/layer.ts. */
const END = 0;
const KINDS = {
  conv2d: 1,
  depthwiseConv2d: 2,
  batchNorm: 3,
  relu: 4,
  maxPool: 5,
  residual: 6,
  statisticsPool: 7,
  dense: 8,
  frequencyToChannels: 9,
  flatten: 10,
} as const;

type Window = Extract<Layer, { kind: "conv2d" | "depthwiseConv2d" }>;

/** Writes a list of layers as packages/kernels/assembly/engine/read-layers.ts reads it. */
export function compileLayers(program: ProgramWriter, layers: readonly PlannedLayer[], bundle: Tensors): void {
  for (const fused of fuse(layers)) compileLayer(program, fused, bundle);
  program.whole(END);
}

function compileLayer(program: ProgramWriter, { planned, batchNorm, relu }: FusedLayer, bundle: Tensors): void {
  const { layer, output } = planned;
  const { tensors } = bundle;
  if (layer.kind === "dropout") return;
  program.whole(KINDS[layer.kind]);
  switch (layer.kind) {
    case "conv2d":
    case "depthwiseConv2d": {
      program.whole(output[2], Number(relu), ...windowOf(layer));
      const bias = layer.bias ? tensorFor(planned, "bias", tensors) : new Float32Array(output[2]);
      compileWeights(program, planned, bundle, bias, batchNorm && batchNormOf(batchNorm, bundle));
      break;
    }
    case "batchNorm": {
      const { scale, shift } = scaleAndShift(batchNormOf(planned, bundle));
      program.whole(Number(relu));
      program.float32(Float32Array.from(scale));
      program.float32(Float32Array.from(shift));
      break;
    }
    case "maxPool":
      program.whole(...layer.size, ...layer.strides, 1, 1, Number(layer.padding === "same"));
      break;
    case "residual":
      compileLayers(program, planned.inner, bundle);
      break;
    case "statisticsPool":
      program.whole(Number(layer.deviation));
      break;
    case "dense":
      program.whole(sizeOf(output), Number(relu));
      compileWeights(program, planned, bundle, tensorFor(planned, "bias", tensors));
  }
}

const windowOf = ({ kernel, strides, dilations, padding }: Window): number[] => [
  ...kernel,
  ...strides,
  ...dilations,
  Number(padding === "same"),
];

function batchNormOf(planned: PlannedLayer, { tensors }: Tensors): BatchNorm {
  return {
    gamma: tensorFor(planned, "gamma", tensors),
    beta: tensorFor(planned, "beta", tensors),
    movingMean: tensorFor(planned, "movingMean", tensors),
    movingVariance: tensorFor(planned, "movingVariance", tensors),
  };
}
