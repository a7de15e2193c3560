import {
  Add,
  BatchMatMul,
  type BatchMatMulAttrs,
  broadcast_util,
  cast,
  DepthwiseConv2dNative,
  type DepthwiseConv2dNativeAttrs,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  type GradConfig,
  Identity,
  MaxPool,
  MaxPoolGrad,
  matMul,
  mul,
  Relu,
  Reshape,
  reshape,
  step,
  sum,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { run } from "./register.ts";

/**
 * Gradients of the few tfjs ops that go with the fused ones, for those who import only tfjs's core: it brings none.
 */
export const CORE_GRADIENTS: GradConfig[] = [
  { kernelName: Identity, gradFunc: (dy) => ({ x: () => cast(dy as Tensor, "float32") }) },
  {
    kernelName: Reshape,
    inputsToSave: ["x"],
    gradFunc: (dy, [x]) => ({ x: () => reshape(dy as Tensor, x.shape) }),
  },
  {
    kernelName: Relu,
    inputsToSave: ["x"],
    gradFunc: (dy, [x]) => ({ x: () => mul(dy as Tensor, cast(step(x), "float32")) }),
  },
  {
    kernelName: Add,
    inputsToSave: ["a", "b"],
    gradFunc: (dy, [a, b]) => ({
      a: () => unbroadcast(dy as Tensor, a.shape, b.shape),
      b: () => unbroadcast(dy as Tensor, b.shape, a.shape),
    }),
  },
  {
    kernelName: MaxPool,
    inputsToSave: ["x"],
    outputsToSave: [true],
    gradFunc: (dy, [input, output], attrs) => ({
      x: () => run(MaxPoolGrad, { dy: dy as Tensor, input, output }, attrs),
    }),
  },
  {
    kernelName: DepthwiseConv2dNative,
    inputsToSave: ["x", "filter"],
    gradFunc(gradient, [x, filter], attrs) {
      const dy = gradient as Tensor;
      const plan = attrs as unknown as DepthwiseConv2dNativeAttrs;
      return {
        x: () => run(DepthwiseConv2dNativeBackpropInput, { dy, filter }, { ...plan, inputShape: x.shape }),
        filter: () => run(DepthwiseConv2dNativeBackpropFilter, { x, dy }, { ...plan, filterShape: filter.shape }),
      };
    },
  },
  {
    kernelName: BatchMatMul,
    inputsToSave: ["a", "b"],
    gradFunc(gradient, [a, b], attrs) {
      const dy = gradient as Tensor;
      const { transposeA, transposeB } = attrs as unknown as BatchMatMulAttrs;
      return {
        a: () => (transposeA ? matMul(b, dy, transposeB, true) : matMul(dy, b, false, !transposeB)),
        b: () => (transposeB ? matMul(dy, a, true, transposeA) : matMul(a, dy, !transposeA, false)),
      };
    },
  },
];

/** Sums dy over the axes along which `shape` was stretched to meet `other`. */
function unbroadcast(dy: Tensor, shape: number[], other: number[]): Tensor {
  const stretched = broadcast_util.assertAndGetBroadcastShape(shape, other);
  const axes = broadcast_util.getReductionAxes(shape, stretched);
  return axes.length > 0 ? reshape(sum(dy, axes), shape) : dy;
}
