import {
  DepthwiseConv2dNativeBackpropFilter,
  type DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropInput,
  type DepthwiseConv2dNativeBackpropInputAttrs,
  type TensorInfo,
  UnsortedSegmentSum,
  type UnsortedSegmentSumAttrs,
  util,
} from "@tensorflow/tfjs-core";
import type { Gradients } from "@undertone/kernels/gradients";
import { planConvolution } from "../convolution.ts";
import { addressOf } from "../heap.ts";
import type { Kernel } from "../register.ts";

type Inputs<T extends string> = Record<T, TensorInfo>;

/** Gradients of depthwise convolution and of gathering, under tfjs's own names: its Wasm backend has neither. */
export function depthwiseKernels(gradients: Gradients): Kernel[] {
  return [
    {
      name: DepthwiseConv2dNativeBackpropFilter,
      run(backend, { x, dy }: Inputs<"x" | "dy">, attrs: DepthwiseConv2dNativeBackpropFilterAttrs) {
        const { strides, dilations, pad, dimRoundingMode, filterShape } = attrs;
        const c = planConvolution(x.shape, filterShape, strides, dilations, pad, dimRoundingMode, true);
        const dw = backend.makeOutput(filterShape, "float32");
        // biome-ignore format: one tensor and its shape a line
        gradients.depthwiseConv2dBackpropFilter(
          addressOf(backend, x), c.batch, c.inH, c.inW, c.inC,
          addressOf(backend, dy), c.outH, c.outW,
          addressOf(backend, dw), c.kernelH, c.kernelW, filterShape[3],
          c.strideY, c.strideX, c.dilationY, c.dilationX, c.padTop, c.padLeft,
        );
        return dw;
      },
    },
    {
      name: DepthwiseConv2dNativeBackpropInput,
      run(backend, { dy, filter }: Inputs<"dy" | "filter">, attrs: DepthwiseConv2dNativeBackpropInputAttrs) {
        const { strides, dilations, pad, dimRoundingMode, inputShape } = attrs;
        const c = planConvolution(inputShape, filter.shape, strides, dilations, pad, dimRoundingMode, true);
        const dx = backend.makeOutput(inputShape, "float32");
        // biome-ignore format: one tensor and its shape a line
        gradients.depthwiseConv2dBackpropInput(
          addressOf(backend, dx), c.batch, c.inH, c.inW, c.inC,
          addressOf(backend, dy), c.outH, c.outW,
          addressOf(backend, filter), c.kernelH, c.kernelW, filter.shape[3],
          c.strideY, c.strideX, c.dilationY, c.dilationX, c.padTop, c.padLeft,
        );
        return dx;
      },
    },
    {
      name: UnsortedSegmentSum,
      run(backend, { x, segmentIds }: Inputs<"x" | "segmentIds">, { numSegments }: UnsortedSegmentSumAttrs) {
        if (x.dtype !== "float32") throw new TypeError(`x is ${x.dtype}, expected float32`);
        const rows = util.sizeFromShape(segmentIds.shape);
        const width = util.sizeFromShape(x.shape.slice(segmentIds.shape.length));
        const out = backend.makeOutput([numSegments, ...x.shape.slice(segmentIds.shape.length)], "float32");
        // biome-ignore format: inputs, output
        gradients.unsortedSegmentSum(
          addressOf(backend, x), rows, width, addressOf(backend, segmentIds),
          addressOf(backend, out), numSegments,
        );
        return out;
      },
    },
  ];
}
