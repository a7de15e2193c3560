import { sizeOf } from "@undertone/core";
import { reserve, withScratch, write } from "../common/arena.ts";
import { convolutionPadding, padded } from "./convolution-padding.ts";
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
  const padding = convolutionPadding(layer, { input, output });
  const inFrequency = padding[2] + input[1] + padding[3];

  return (x) => {
    const y = reserve(wasm, sizeOf(output));
    return withScratch(wasm, () => {
      // biome-ignore format: one tensor and its shape a line
      wasm.conv2d(
        padded(wasm, x, input, padding), inFrequency, input[2],
        packedFilter, packedBias, ...kernel, ...strides, ...dilations,
        y, outTime, outFrequency, filters, relu,
      );
      return y;
    });
  };
}

/** Copies a matrix into panels of eight columns, which stay in the arena. */
function pack(wasm: Inference, matrix: Float32Array, nRows: number, nColumns: number): number {
  const packed = reserve(wasm, 8 * nRows * Math.ceil(nColumns / 8));
  withScratch(wasm, () => wasm.packPanels(write(wasm, matrix), nRows, nColumns, packed));
  return packed;
}
