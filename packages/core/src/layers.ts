import * as v from "valibot";
import { between, oneOf, pair, type Schema, truth, whole } from "./schema.ts";

/** ε of "batchNorm", added to a variance before its root is divided by; as in Keras. */
export const BATCH_NORM_EPSILON = 0.001;

/**
 * One layer of a network. Activations are [time, frequency, channels], channels last; the input is
 * [nFrames, nCoefficients, 1]. Pairs are [time, frequency]. "same" padding gives ⌈length / stride⌉, the smaller half of
 * the zeros in front, as TensorFlow has it.
 */
export type Layer =
  /** cross-correlation with filters [kernel time, kernel frequency, in, out]; with a bias where `bias` */
  | {
      kind: "conv2d";
      filters: number;
      kernel: [number, number];
      strides: [number, number];
      dilations: [number, number];
      padding: "same" | "valid";
      bias: boolean;
    }
  /** cross-correlation of each channel with a filter of its own, [kernel time, kernel frequency, channels]; with a bias where `bias` */
  | {
      kind: "depthwiseConv2d";
      kernel: [number, number];
      strides: [number, number];
      dilations: [number, number];
      padding: "same" | "valid";
      bias: boolean;
    }
  /** per channel, with BATCH_NORM_EPSILON: by the batch in training, by moving averages after; then ReLU where `relu` */
  | { kind: "batchNorm"; relu: boolean }
  | { kind: "relu" }
  | { kind: "maxPool"; size: [number, number]; strides: [number, number]; padding: "same" | "valid" }
  /** [time, frequency, channels] -> [time, 1, frequency · channels] */
  | { kind: "frequencyToChannels" }
  /** y = x + f(x), f being `layers`, which keep the shape */
  | { kind: "residual"; layers: Layer[] }
  /** in training, zeroes a share `rate` of the values and scales the others by 1 / (1 - rate) */
  | { kind: "dropout"; rate: number }
  /** mean, and standard deviation where `deviation`, over unpadded time and all frequencies: [channels or 2 · channels] */
  | { kind: "statisticsPool"; deviation: boolean }
  /** all values in one row */
  | { kind: "flatten" }
  /** x · [in, units] + bias; then ReLU where `relu`. The last layer's outputs are the logits of the labels. */
  | { kind: "dense"; units: number; relu: boolean };

/** How a convolution slides. */
const window = {
  kernel: pair(1, 255),
  strides: pair(1, 255),
  dilations: pair(1, 255),
  padding: oneOf(["same", "valid"]),
  bias: truth(),
};

const layer: Schema<Layer> = v.lazy(() =>
  v.variant("kind", [
    v.strictObject({ kind: v.literal("conv2d"), filters: whole(1, 4096), ...window }),
    v.strictObject({ kind: v.literal("depthwiseConv2d"), ...window }),
    v.strictObject({ kind: v.literal("batchNorm"), relu: truth() }),
    v.strictObject({ kind: v.literal("relu") }),
    v.strictObject({
      kind: v.literal("maxPool"),
      size: pair(1, 255),
      strides: pair(1, 255),
      padding: oneOf(["same", "valid"]),
    }),
    v.strictObject({ kind: v.literal("frequencyToChannels") }),
    v.strictObject({ kind: v.literal("residual"), layers: v.array(layer) }),
    v.strictObject({ kind: v.literal("dropout"), rate: between(0, 0.95) }),
    v.strictObject({ kind: v.literal("statisticsPool"), deviation: truth() }),
    v.strictObject({ kind: v.literal("flatten") }),
    v.strictObject({ kind: v.literal("dense"), units: whole(1, 65_536), relu: truth() }),
  ]),
);

/** Validating a layer takes some 50 µs: a list that fills a bundle's header would take seconds. */
const MAX_LAYERS = 1000;

/** Validates a layer list, but not that its shapes fit: `planNetwork` does. */
export const layersSchema: Schema<Layer[]> = v.pipe(
  v.custom<unknown[]>((value) => countLayers(value) <= MAX_LAYERS, `expected at most ${MAX_LAYERS} layers`),
  v.array(layer),
  v.nonEmpty("expected at least one layer"),
);

/** Entries of a list and of the lists within them, whatever they are; does not recurse. */
function countLayers(value: unknown): number {
  let count = 0;
  for (let level = [value]; level.length > 0; ) {
    const entries = level.flatMap((list) => (Array.isArray(list) ? list : []));
    count += entries.length;
    level = entries.map((entry) => (entry as { layers?: unknown } | null)?.layers);
  }
  return count;
}
