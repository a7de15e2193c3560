import { paddingBefore, sizeOf } from "@undertone/core";
import { reserve, withScratch, write } from "../common/arena.ts";
import type { Inference } from "./load.ts";
import { checkSize, type LayerOf, type Shapes, type Step } from "./step.ts";

/**
 * A convolution with bias, then ReLU where `relu`.
 *
 * @param filter  [kernel time, kernel frequency, in, out]
 * @param bias    [out]; `layer.bias` does not count, as batch normalization folded in brings one
 * @throws RangeError if filter or bias do not fit the layer
 */
export function createConv2d(
  wasm: Inference,
  layer: LayerOf<"conv2d">,
  { input, output }: Shapes,
  filter: Float32Array,
  bias: Float32Array,
  relu: boolean,
): Step {
  const [outTime, outFrequency, filters] = output;
  const { kernel, strides, dilations } = layer;
  const nRows = kernel[0] * kernel[1] * input[2];
  checkSize("filter", filter, nRows * filters);
  checkSize("bias", bias, filters);

  const packedFilter = pack(wasm, filter, nRows, filters);
  const packedBias = pack(wasm, bias, 1, filters);
  const padding = conv2dPadding(layer, { input, output });
  const inFrequency = padding[2] + input[1] + padding[3];

  return (x) => {
    const y = reserve(wasm, sizeOf(output));
    return withScratch(wasm, () => {
      const padded = padding.some((n) => n > 0) ? pad(wasm, x, input, padding) : x;
      // biome-ignore format: one tensor and its shape a line
      wasm.conv2d(
        padded, inFrequency, input[2],
        packedFilter, packedBias, ...kernel, ...strides, ...dilations,
        y, outTime, outFrequency, filters, relu,
      );
      return y;
    });
  };
}

/** Zeros that a convolution adds around its input: [top, bottom, left, right], time from top to bottom. */
export function conv2dPadding(
  { kernel, strides, dilations, padding }: LayerOf<"conv2d">,
  { input, output }: Shapes,
): [number, number, number, number] {
  const [top, bottom, left, right] = [0, 1].flatMap((axis) => {
    const [n, size, stride, dilation] = [input[axis], kernel[axis], strides[axis], dilations[axis]];
    const before = paddingBefore(n, size, stride, dilation, padding);
    const needed = (output[axis] - 1) * stride + (size - 1) * dilation + 1;
    return [before, Math.max(0, needed - before - n)];
  });
  return [top, bottom, left, right];
}

function pad(wasm: Inference, x: number, input: Shapes["input"], padding: [number, number, number, number]): number {
  const [top, bottom, left, right] = padding;
  const [time, frequency, channels] = input;
  const padded = reserve(wasm, (top + time + bottom) * (left + frequency + right) * channels);
  wasm.pad(x, time, frequency, channels, padded, top, bottom, left, right);
  return padded;
}

/** Copies a matrix into panels of eight columns, which stay in the arena. */
function pack(wasm: Inference, matrix: Float32Array, nRows: number, nColumns: number): number {
  const packed = reserve(wasm, 8 * nRows * Math.ceil(nColumns / 8));
  withScratch(wasm, () => wasm.packPanels(write(wasm, matrix), nRows, nColumns, packed));
  return packed;
}
