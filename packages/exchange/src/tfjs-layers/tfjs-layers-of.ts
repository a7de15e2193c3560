import { type Bundle, checkBundle, networkOf } from "@undertone/core";
import { exchangeMetadata } from "../metadata.ts";
import { poolsStatistics } from "../pools-statistics.ts";
import { addLayers } from "./add-layers.ts";
import { createTopology } from "./topology.ts";

/** The two files of a tfjs layers model, by their names. */
export interface TfjsLayersFiles {
  "model.json": string;
  "weights.bin": Uint8Array<ArrayBuffer>;
}

/**
 * A bundle's network as a layers model that `tf.loadLayersModel` loads, of stock layers alone (tfjs 4.22), from features to
 * probabilities:
 *
 *   features       [batch, nFrames, nCoefficients]: as `InputPipeline` makes them: cropped or zero-padded, normalized
 *   mask           [batch, nFrames]: 1 for each of their rows, then 0 for padding; there where a layer pools statistics
 *   probabilities  [batch, nClasses], in the order of the labels
 *
 * Where there is a mask the inputs are a list: `model.predict([features, mask])`. `userDefinedMetadata` holds
 * `exchangeMetadata`.
 *
 * @throws RangeError for a bundle that `encodeBundle` would refuse
 */
export function tfjsLayersOf(bundle: Bundle): TfjsLayersFiles {
  checkBundle(bundle);
  const network = networkOf(bundle);
  const [nFrames, nCoefficients] = network.layers[0].input;
  const topology = createTopology();
  const inputOf = (name: string, shape: number[]) =>
    topology.add(name, "InputLayer", [], { batch_input_shape: [null, ...shape], sparse: false });

  const inputs = [inputOf("features", [nFrames, nCoefficients])];
  if (poolsStatistics(bundle.layers)) inputs.push(inputOf("mask", [nFrames]));
  const image = topology.add("image", "Reshape", ["features"], { target_shape: network.layers[0].input });
  const context = { topology, tensors: bundle.tensors, mask: "mask", nFrames };
  const logits = addLayers(context, network.layers, { name: image, isRow: false });
  const output = topology.add("probabilities", "Activation", [logits.name], { activation: "softmax" });

  const model = {
    format: "layers-model",
    generatedBy: `undertone ${bundle.training.undertoneVersion}`,
    convertedBy: null,
    modelTopology: topology.topology(bundle.training.recipe, inputs, output),
    weightsManifest: [{ paths: ["weights.bin"], weights: topology.weightSpecs() }],
    userDefinedMetadata: exchangeMetadata(bundle),
  };
  return { "model.json": `${JSON.stringify(model)}\n`, "weights.bin": topology.bytes() };
}
