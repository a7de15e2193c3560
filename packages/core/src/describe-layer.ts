import type { Layer } from "./layers.ts";
import { multiplyAdds } from "./multiply-adds.ts";
import { type PlannedLayer, type Shape, sizeOf } from "./network.ts";

/** One layer for people. */
export interface LayerDescription {
  /** in the layer list: "3", or "5.1" within residual layer 5 */
  position: string;
  kind: Layer["kind"];
  /** "16 filters of 5 x 7, strides 2 x 4", time x frequency */
  detail: string;
  /** [time, frequency, channels] */
  output: Shape;
  /** its own; those of layers within it are told with them */
  parameters: number;
  /** as parameters: its own */
  multiplyAdds: number;
}

/** All layers in order, those within a residual layer behind it. */
export function describeLayers(layers: readonly PlannedLayer[], prefix = ""): LayerDescription[] {
  return layers.flatMap((planned, i) => {
    const { layer, output, parameters, inner } = planned;
    const position = `${prefix}${i}`;
    const own = {
      position,
      kind: layer.kind,
      detail: detailOf(layer),
      output,
      parameters: parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
      multiplyAdds: multiplyAdds({ ...planned, inner: [] }),
    };
    return [own, ...describeLayers(inner, `${position}.`)];
  });
}

function detailOf(layer: Layer): string {
  switch (layer.kind) {
    case "conv2d":
      return `${layer.filters} filters of ${windowText(layer, layer.kernel)}`;
    case "depthwiseConv2d":
      return windowText(layer, layer.kernel);
    case "maxPool":
      return windowText({ ...layer, dilations: [1, 1] }, layer.size);
    case "batchNorm":
      return layer.relu ? "ReLU behind it" : "";
    case "residual":
      return `x + its ${layer.layers.length} layers`;
    case "dropout":
      return `${layer.rate} of the values in training`;
    case "statisticsPool":
      return layer.deviation ? "mean and deviation over time" : "mean over time";
    case "dense":
      return `${layer.units} units${layer.relu ? ", ReLU" : ""}`;
    default:
      return "";
  }
}

interface Sliding {
  strides: readonly number[];
  dilations: readonly number[];
  padding: "same" | "valid";
}

function windowText({ strides, dilations, padding }: Sliding, size: readonly number[]): string {
  const unlessOnes = (name: string, values: readonly number[]) =>
    values.every((value) => value === 1) ? "" : `, ${name} ${values.join(" x ")}`;
  const valid = padding === "valid" ? ", no padding" : "";
  return `${size.join(" x ")}${unlessOnes("strides", strides)}${unlessOnes("dilations", dilations)}${valid}`;
}
