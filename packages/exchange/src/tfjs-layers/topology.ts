import { sizeOf } from "@undertone/core";
import { joined } from "../joined.ts";

/** What flows between layers, by the layer it comes out of: an image [time, frequency, channels], or a row [values]. */
export interface Activation {
  name: string;
  isRow: boolean;
}

/** A tensor of a Keras layer by its name there, row-major. */
export interface LayerWeight {
  name: string;
  shape: readonly number[];
  /** little-endian float32 */
  bytes: Uint8Array;
}

/** A functional Keras model while it grows. */
export interface TopologyBuilder {
  /**
   * Adds a layer and returns its name, which is that of its output.
   *
   * @param inputs   names of layers before it; none for an input layer
   * @param config   as Keras writes it, without the name
   */
  add(
    name: string,
    className: string,
    inputs: readonly string[],
    config?: Readonly<Record<string, unknown>>,
    weights?: readonly LayerWeight[],
  ): string;
  /** The model with these inputs and this output, as `model.json` holds it. */
  topology(name: string, inputs: readonly string[], output: string): unknown;
  /** All weights in the order of `bytes`. */
  weightSpecs(): { name: string; shape: readonly number[]; dtype: "float32" }[];
  bytes(): Uint8Array<ArrayBuffer>;
}

export function createTopology(): TopologyBuilder {
  const layers: unknown[] = [];
  const kept: LayerWeight[] = [];
  return {
    add(name, className, inputs, config = {}, weights = []) {
      layers.push({
        class_name: className,
        name,
        config: { name, trainable: false, dtype: "float32", ...config },
        inbound_nodes: inputs.length === 0 ? [] : [inputs.map((input) => [input, 0, 0, {}])],
      });
      kept.push(...weights.map((weight) => ({ ...weight, name: `${name}/${weight.name}` })));
      return name;
    },
    topology: (name, inputs, output) => ({
      class_name: "Model",
      config: {
        name,
        layers,
        input_layers: inputs.map((input) => [input, 0, 0]),
        output_layers: [[output, 0, 0]],
      },
      keras_version: "tfjs-layers 4.22.0",
      backend: "tensor_flow.js",
    }),
    weightSpecs: () => kept.map(({ name, shape }) => ({ name, shape, dtype: "float32" })),
    bytes: () => joined(kept.map(({ bytes }) => bytes)),
  };
}

/** The layer's place in the list as Keras names allow it: "5.1" with "conv2d" is "layer_5_1_conv2d". */
export const layerName = (at: string, role: string): string => `layer_${at.replaceAll(".", "_")}_${role}`;

/** The activation as [time, frequency, channels]. */
export function asImage(topology: TopologyBuilder, x: Activation, shape: readonly number[], at: string): string {
  if (!x.isRow) return x.name;
  return topology.add(layerName(at, "image"), "Reshape", [x.name], { target_shape: shape });
}

/** The activation as [values]. */
export function asRow(topology: TopologyBuilder, x: Activation, shape: readonly number[], at: string): string {
  if (x.isRow) return x.name;
  return topology.add(layerName(at, "row"), "Reshape", [x.name], { target_shape: [sizeOf(shape)] });
}
