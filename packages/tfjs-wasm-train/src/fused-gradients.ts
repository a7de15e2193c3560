import { type GradConfig, mul, type NamedAttrMap, type Tensor } from "@tensorflow/tfjs-core";
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
