import { float32Bytes, type Layer, type PlannedLayer, parameterOf, sizeOf, tensorFor } from "@undertone/core";
import type { LayerWeight } from "./topology.ts";

type Convolution = Extract<Layer, { kind: "conv2d" | "depthwiseConv2d" }>;

/**
 * A convolution's kernel as stock layers can use it. DepthwiseConv2D of tfjs 4.22 ignores its dilation, and no convolution takes
 * strides and dilations at once: there the kernel is written with zeros between its taps, which comes to the same.
 */
export function dilatedKernel(
  planned: PlannedLayer,
  layer: Convolution,
  tensors: ReadonlyMap<string, Float32Array>,
): { kernel: LayerWeight; size: [number, number]; dilations: [number, number] } {
  const values = tensorFor(planned, "kernel", tensors);
  const isDepthwise = layer.kind === "depthwiseConv2d";
  const shape = isDepthwise ? [...parameterOf(planned, "kernel").shape, 1] : parameterOf(planned, "kernel").shape;
  const name = isDepthwise ? "depthwise_kernel" : "kernel";
  const { kernel, dilations, strides } = layer;
  if (!isDepthwise && strides.every((stride) => stride === 1)) {
    return { kernel: { name, shape, bytes: float32Bytes(values) }, size: kernel, dilations };
  }

  const size: [number, number] = [(kernel[0] - 1) * dilations[0] + 1, (kernel[1] - 1) * dilations[1] + 1];
  const tap = sizeOf(shape.slice(2));
  const spread = new Float32Array(size[0] * size[1] * tap);
  for (let i = 0; i < kernel[0]; i++) {
    for (let j = 0; j < kernel[1]; j++) {
      const from = (i * kernel[1] + j) * tap;
      spread.set(values.subarray(from, from + tap), (i * dilations[0] * size[1] + j * dilations[1]) * tap);
    }
  }
  return {
    kernel: { name, shape: [...size, ...shape.slice(2)], bytes: float32Bytes(spread) },
    size,
    dilations: [1, 1],
  };
}
