import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  backend_util,
  Conv2D,
  type Conv2DAttrs,
  Conv2DBackpropFilter,
  type Conv2DBackpropFilterAttrs,
  Conv2DBackpropInput,
  type Conv2DBackpropInputAttrs,
  getKernel,
  Identity,
  MaxPoolGrad,
  type MaxPoolGradAttrs,
  Slice,
  type TensorInfo,
  util,
} from "@tensorflow/tfjs-core";
import type { Gradients } from "@undertone/kernels/gradients";
import { planConvolution } from "../convolution.ts";
import { addressOf } from "../heap.ts";
import type { Kernel } from "../register.ts";
import { alsoChannelsFirst } from "./channels-first.ts";
import { conv2d, conv2dBackpropFilter, conv2dBackpropInput } from "./conv2d.ts";

type Four = [number, number, number, number];

/** Kernels under tfjs's own names: what its Wasm backend lacks, gets wrong or does slowly. */
export function stockKernels(gradients: Gradients): Kernel[] {
  return [
    alsoChannelsFirst(
      {
        name: Conv2D,
        run(backend, inputs: Record<"x" | "filter", TensorInfo>, attrs: Conv2DAttrs) {
          const { strides, dilations, pad, dimRoundingMode } = attrs;
          const plan = planConvolution(inputs.x.shape, inputs.filter.shape, strides, dilations, pad, dimRoundingMode);
          return conv2d(gradients, backend, inputs, plan, true);
        },
      },
      ["x"],
      "image",
    ),
    alsoChannelsFirst(
      {
        name: Conv2DBackpropFilter,
        run(backend, inputs: Record<"x" | "dy", TensorInfo>, attrs: Conv2DBackpropFilterAttrs) {
          const { strides, pad, dimRoundingMode, filterShape } = attrs;
          const plan = planConvolution(inputs.x.shape, filterShape, strides, 1, pad, dimRoundingMode);
          return conv2dBackpropFilter(gradients, backend, inputs, plan);
        },
      },
      ["x", "dy"],
      "filter",
    ),
    alsoChannelsFirst(
      {
        name: Conv2DBackpropInput,
        run(backend, { dy, filter }: Record<"dy" | "filter", TensorInfo>, attrs: Conv2DBackpropInputAttrs) {
          const { strides, pad, dimRoundingMode, inputShape } = attrs;
          const plan = planConvolution(inputShape, filter.shape, strides, 1, pad, dimRoundingMode);
          const fitting = cropped(backend, dy, [plan.batch, plan.outH, plan.outW, plan.outC]);
          const dx = conv2dBackpropInput(gradients, backend, { dy: fitting, filter }, plan);
          if (fitting !== dy) backend.disposeData(fitting.dataId);
          return dx;
        },
      },
      ["dy"],
      "image",
    ),
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

/**
 * x, or its corner of the given shape: conv2dTranspose lets its caller ask for less than dy fills, and tfjs reads the corner then.
 *
 * @throws RangeError if x is smaller
 */
function cropped(backend: BackendWasm, x: TensorInfo, size: number[]): TensorInfo {
  if (util.arraysEqual(x.shape, size)) return x;
  if (x.shape.some((length, axis) => length < size[axis])) {
    throw new RangeError(`dy is [${x.shape}], expected [${size}] as inputShape, strides and padding give`);
  }
  const attrs = { begin: [0, 0, 0, 0], size };
  return getKernel(Slice, "wasm").kernelFunc({ backend, inputs: { x }, attrs }) as TensorInfo;
}
