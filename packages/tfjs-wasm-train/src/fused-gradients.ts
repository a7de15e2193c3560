import {
  add,
  type GradConfig,
  mul,
  type NamedAttrMap,
  rsqrt,
  step,
  sub,
  sum,
  type Tensor,
} from "@tensorflow/tfjs-core";
import type { BatchNormAttrs } from "./kernels/fused.ts";
import { FUSED } from "./kernels/names.ts";
import { run, runMany } from "./register.ts";

/** Gradients of the kernels in `fusedKernels`. What an op reports beside its result (moments) has none. */
export const FUSED_GRADIENTS: GradConfig[] = [
  {
    kernelName: FUSED.conv2d,
    inputsToSave: ["x", "filter"],
    gradFunc: (dy, [x, filter], plan) => ({
      x: () => run(FUSED.conv2dBackpropInput, { dy: dy as Tensor, filter }, plan),
      filter: () => run(FUSED.conv2dBackpropFilter, { x, dy: dy as Tensor }, plan),
    }),
  },
  {
    kernelName: FUSED.batchNorm,
    inputsToSave: ["x", "gamma", "beta"],
    outputsToSave: [false, true, true],
    gradFunc(dys, [x, gamma, beta, mean, variance], attrs) {
      const inputs = { x, gamma, beta, mean, variance, dy: (dys as Tensor[])[0] };
      const [dx, dgamma, dbeta] = runMany(FUSED.batchNormBackprop, inputs, attrs);
      return { x: () => dx, gamma: () => dgamma, beta: () => dbeta };
    },
  },
  {
    kernelName: FUSED.batchNormInference,
    inputsToSave: ["x", "gamma", "mean", "variance"],
    outputsToSave: [true],
    gradFunc(dy, [x, gamma, mean, variance, y], attrs) {
      const { relu, epsilon } = attrs as unknown as BatchNormAttrs;
      const g = relu ? mul(dy as Tensor, step(y)) : (dy as Tensor);
      const inverse = rsqrt(add(variance, epsilon));
      const rows = x.shape.slice(0, -1).map((_, axis) => axis);
      return {
        x: () => mul(g, mul(gamma, inverse)),
        gamma: () => sum(mul(g, mul(sub(x, mean), inverse)), rows),
        beta: () => sum(g, rows),
      };
    },
  },
  {
    kernelName: FUSED.statisticsPool,
    inputsToSave: ["x"],
    outputsToSave: [true],
    gradFunc: (dy, [x, pooled], attrs) => ({
      x: () => run(FUSED.statisticsPoolBackprop, { x, pooled, dy: dy as Tensor }, attrs),
    }),
  },
  {
    kernelName: FUSED.softmaxCrossEntropy,
    outputsToSave: [false, true],
    gradFunc: (dys, [gradient]) => ({ logits: () => mul((dys as Tensor[])[0], gradient) }),
  },
  {
    kernelName: FUSED.dropout,
    gradFunc: (dy, _saved, attrs: NamedAttrMap) => ({ x: () => run(FUSED.dropout, { x: dy as Tensor }, attrs) }),
  },
];
