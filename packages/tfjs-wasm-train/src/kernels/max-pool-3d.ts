import { backend_util, MaxPool3DGrad, type MaxPool3DGradAttrs, type TensorInfo } from "@tensorflow/tfjs-core";
import type { Gradients } from "@undertone/kernels/gradients";
import { addressOf } from "../heap.ts";
import type { Kernel } from "../register.ts";

type Five = [number, number, number, number, number];

/** The gradient of 3-D max pooling, under tfjs's own name: its Wasm backend drops that of maxima that are not positive. */
export function maxPool3dKernels(gradients: Gradients): Kernel[] {
  return [
    {
      name: MaxPool3DGrad,
      run(backend, { dy, input }: Record<"dy" | "input", TensorInfo>, attrs: MaxPool3DGradAttrs) {
        const { filterSize, strides, pad, dimRoundingMode } = attrs;
        const p = backend_util.computePool3DInfo(input.shape as Five, filterSize, strides, 1, pad, dimRoundingMode);
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
