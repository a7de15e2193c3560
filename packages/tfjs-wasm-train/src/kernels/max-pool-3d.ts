import {
  backend_util,
  MaxPool3D,
  type MaxPool3DAttrs,
  MaxPool3DGrad,
  type MaxPool3DGradAttrs,
  type TensorInfo,
} from "@tensorflow/tfjs-core";
import type { Gradients } from "@undertone/kernels/gradients";
import { addressOf } from "../heap.ts";
import type { Kernel } from "../register.ts";

type Five = [number, number, number, number, number];

/**
 * 3-D max pooling and its gradient, under tfjs's own names: its Wasm backend gives 2⁻¹²⁶ for maxima that are not positive, and
 * drops their gradient.
 */
export function maxPool3dKernels(gradients: Gradients): Kernel[] {
  return [
    {
      name: MaxPool3D,
      run(backend, { x }: Record<"x", TensorInfo>, attrs: MaxPool3DAttrs) {
        const p = planPooling(x, attrs);
        const y = backend.makeOutput(p.outShape, "float32");
        // biome-ignore format: one tensor and its shape a line
        gradients.maxPool3d(
          addressOf(backend, x), p.batchSize, p.inDepth, p.inHeight, p.inWidth, p.inChannels,
          addressOf(backend, y), p.outDepth, p.outHeight, p.outWidth,
          p.filterDepth, p.filterHeight, p.filterWidth,
          p.strideDepth, p.strideHeight, p.strideWidth, p.padInfo.front, p.padInfo.top, p.padInfo.left,
        );
        return y;
      },
    },
    {
      name: MaxPool3DGrad,
      run(backend, { dy, input }: Record<"dy" | "input", TensorInfo>, attrs: MaxPool3DGradAttrs) {
        const p = planPooling(input, attrs);
        const dx = backend.makeOutput(input.shape, "float32");
        // biome-ignore format: one tensor and its shape a line
        gradients.maxPool3dGrad(
          addressOf(backend, input), p.batchSize, p.inDepth, p.inHeight, p.inWidth, p.inChannels,
          addressOf(backend, dy), p.outDepth, p.outHeight, p.outWidth,
          addressOf(backend, dx), p.filterDepth, p.filterHeight, p.filterWidth,
          p.strideDepth, p.strideHeight, p.strideWidth, p.padInfo.front, p.padInfo.top, p.padInfo.left,
        );
        return dx;
      },
    },
  ];
}

function planPooling(
  { shape }: TensorInfo,
  { filterSize, strides, pad, dimRoundingMode }: MaxPool3DAttrs | MaxPool3DGradAttrs,
): backend_util.Conv3DInfo {
  return backend_util.computePool3DInfo(shape as Five, filterSize, strides, 1, pad, dimRoundingMode);
}
