import { type PlannedLayer, tensorFor } from "@undertone/core";
import {
  createConv2d,
  createDense,
  createDepthwiseConv2d,
  createMaxPool,
  createRelu,
  createResidual,
  createScaleShift,
  createStatisticsPool,
  type Inference,
  type Step,
} from "@undertone/kernels/inference";
import { type BatchNorm, foldBatchNorm, scaleAndShift } from "./batch-norm.ts";
import { type FusedLayer, fuse } from "./fuse.ts";

type Tensors = ReadonlyMap<string, Float32Array>;

/**
 * Writes the weights of `layers` into the arena and returns what runs them, in order.
 *
 * @throws RangeError if a tensor is missing or of the wrong size
 */
export function networkSteps(wasm: Inference, layers: readonly PlannedLayer[], tensors: Tensors): Step[] {
  return fuse(layers).flatMap((fused) => stepsOf(wasm, fused, tensors));
}

function stepsOf(wasm: Inference, { planned, batchNorm, relu }: FusedLayer, tensors: Tensors): Step[] {
  const { layer, output } = planned;
  const withRelu = (step: Step) => (relu ? [step, createRelu(wasm, planned)] : [step]);

  switch (layer.kind) {
    case "conv2d":
    case "depthwiseConv2d": {
      const filter = tensorFor(planned, "kernel", tensors);
      const bias = layer.bias ? tensorFor(planned, "bias", tensors) : new Float32Array(output[2]);
      const folded = batchNorm ? foldBatchNorm(filter, bias, batchNormOf(batchNorm, tensors)) : { filter, bias };
      return layer.kind === "conv2d"
        ? [createConv2d(wasm, layer, planned, folded.filter, folded.bias, relu)]
        : [createDepthwiseConv2d(wasm, layer, planned, folded.filter, folded.bias, relu)];
    }
    case "batchNorm": {
      const { scale, shift } = scaleAndShift(batchNormOf(planned, tensors));
      return withRelu(createScaleShift(wasm, planned, Float32Array.from(scale), Float32Array.from(shift)));
    }
    case "dense": {
      const [kernel, bias] = [tensorFor(planned, "kernel", tensors), tensorFor(planned, "bias", tensors)];
      return withRelu(createDense(wasm, planned, kernel, bias));
    }
    case "relu":
      return [createRelu(wasm, planned)];
    case "maxPool":
      return [createMaxPool(wasm, layer, planned)];
    case "residual":
      return [createResidual(wasm, planned, networkSteps(wasm, planned.inner, tensors))];
    case "statisticsPool":
      return [createStatisticsPool(wasm, layer, planned)];
    default:
      return [];
  }
}

function batchNormOf(planned: PlannedLayer, tensors: Tensors): BatchNorm {
  return {
    gamma: tensorFor(planned, "gamma", tensors),
    beta: tensorFor(planned, "beta", tensors),
    movingMean: tensorFor(planned, "movingMean", tensors),
    movingVariance: tensorFor(planned, "movingVariance", tensors),
  };
}
