import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  backend_util,
  Conv2D,
  type Conv2DAttrs,
  Conv2DBackpropFilter,
  type Conv2DBackpropFilterAttrs,
  Conv2DBackpropInput,
  type Conv2DBackpropInputAttrs,
  Identity,
  MaxPoolGrad,
  type MaxPoolGradAttrs,
  type TensorInfo,
} from "@tensorflow/tfjs-core";
import type { Gradients } from "@undertone/kernels/gradients";
import { planConvolution } from "../convolution.ts";
import { addressOf } from "../heap.ts";
import type { Kernel } from "../register.ts";
import { conv2d, conv2dBackpropFilter, conv2dBackpropInput } from "./conv2d.ts";

type Four = [number, number, number, number];

/** Kernels under tfjs's own names: what its Wasm backend lacks, gets wrong or does slowly. */
export function stockKernels(gradients: Gradients): Kernel[] {
  return [
    {
      name: Conv2D,
      run(backend, inputs: Record<"x" | "filter", TensorInfo>, attrs: Conv2DAttrs) {
        assertChannelsLast(attrs.dataFormat);
        const { strides, dilations, pad, dimRoundingMode } = attrs;
        const plan = planConvolution(inputs.x.shape, inputs.filter.shape, strides, dilations, pad, dimRoundingMode);
        return conv2d(gradients, backend, inputs, plan);
      },
    },
    {
      name: Conv2DBackpropFilter,
      run(backend, inputs: Record<"x" | "dy", TensorInfo>, attrs: Conv2DBackpropFilterAttrs) {
        assertChannelsLast(attrs.dataFormat);
        const { strides, pad, dimRoundingMode, filterShape } = attrs;
        const plan = planConvolution(inputs.x.shape, filterShape, strides, 1, pad, dimRoundingMode);
        return conv2dBackpropFilter(gradients, backend, inputs, plan);
      },
    },
    {
      name: Conv2DBackpropInput,
      run(backend, inputs: Record<"dy" | "filter", TensorInfo>, attrs: Conv2DBackpropInputAttrs) {
        assertChannelsLast(attrs.dataFormat);
        const { strides, pad, dimRoundingMode, inputShape } = attrs;
        const plan = planConvolution(inputShape, inputs.filter.shape, strides, 1, pad, dimRoundingMode);
        return conv2dBackpropInput(gradients, backend, inputs, plan);
      },
    },
    {
      name: MaxPoolGrad,
      run: (backend, inputs: Record<"dy" | "input", TensorInfo>, attrs: MaxPoolGradAttrs) =>
        maxPoolGrad(gradients, backend, inputs, attrs),
    },
    { name: Identity, run: (backend, { x }: { x: TensorInfo }) => share(backend, x) },
  ];
}

/** Another handle on the same values: tensors never change, so none need be copied. */
function share(backend: BackendWasm, { dataId, shape, dtype }: TensorInfo): TensorInfo {
  backend.incRef(dataId);
  return { dataId, shape, dtype };
}

function maxPoolGrad(
  gradients: Gradients,
  backend: BackendWasm,
  { dy, input }: Record<"dy" | "input", TensorInfo>,
  { filterSize, strides, pad, dimRoundingMode }: MaxPoolGradAttrs,
): TensorInfo {
  const pool = backend_util.computePool2DInfo(input.shape as Four, filterSize, strides, 1, pad, dimRoundingMode);
  const dx = backend.makeOutput(input.shape, "float32");
  // biome-ignore format: one tensor and its shape a line
  gradients.maxPoolGrad(
    addressOf(backend, input), pool.batchSize, pool.inHeight, pool.inWidth, pool.inChannels,
    addressOf(backend, dy), pool.outHeight, pool.outWidth,
    addressOf(backend, dx), pool.filterHeight, pool.filterWidth,
    pool.strideHeight, pool.strideWidth, pool.padInfo.top, pool.padInfo.left,
  );
  return dx;
}

function assertChannelsLast(dataFormat: string): void {
  if (dataFormat !== "NHWC") throw new RangeError(`dataFormat is ${dataFormat}, expected NHWC`);
}
