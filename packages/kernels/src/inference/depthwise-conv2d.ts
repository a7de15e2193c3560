import { sizeOf } from "@undertone/core";
import { reserve, withScratch, write } from "../common/arena.ts";
import { convolutionPadding, padded } from "./convolution-padding.ts";
import type { Inference } from "./load.ts";
import { checkSize, type LayerOf, type Shapes, type Step } from "./step.ts";

/**
 * A convolution of each channel by itself with bias, then ReLU where `relu`.
 *
 * @param filter  [kernel time, kernel frequency, channels]
 * @param bias    [channels]; `layer.bias` does not count, as batch normalization folded in brings one
 * @throws RangeError if filter or bias do not fit the layer
 */
export function createDepthwiseConv2d(
  wasm: Inference,
  layer: LayerOf<"depthwiseConv2d">,
  { input, output }: Shapes,
  filter: Float32Array,
  bias: Float32Array,
  relu: boolean,
): Step {
  const { kernel, strides, dilations } = layer;
  const [outTime, outFrequency, channels] = output;
  checkSize("filter", filter, kernel[0] * kernel[1] * channels);
  checkSize("bias", bias, channels);
  const [filters, biases] = [write(wasm, filter), write(wasm, bias)];
  const padding = convolutionPadding(layer, { input, output });
  const inFrequency = padding[2] + input[1] + padding[3];

  return (x) => {
    const y = reserve(wasm, sizeOf(output));
    return withScratch(wasm, () => {
      // biome-ignore format: one tensor and its shape a line
      wasm.depthwiseConv2d(
        padded(wasm, x, input, padding), inFrequency, channels,
        filters, biases, ...kernel, ...strides, ...dilations,
        y, outTime, outFrequency, relu,
      );
      return y;
    });
  };
}
