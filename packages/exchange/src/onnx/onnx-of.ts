import { type Bundle, checkBundle, networkOf } from "@undertone/core";
import { exchangeMetadata } from "../metadata.ts";
import { poolsStatistics } from "../pools-statistics.ts";
import { addLayers } from "./add-layers.ts";
import { createGraph } from "./graph.ts";
import { onnxModel, onnxValue } from "./onnx-proto.ts";

/** Operator set 13 (ONNX 1.8, November 2020), the first where ReduceSum takes its axes as an input. */
export const ONNX_OPSET = 13;
const IR_VERSION = 7;

/**
 * A bundle's network as an ONNX file, from features to probabilities:
 *
 *   features       float32 [batch, nFrames, nCoefficients]: as `InputPipeline` makes them: cropped or zero-padded, normalized
 *   length         int32 [batch]: their rows that are not padding; there where a layer pools statistics
 *   probabilities  float32 [batch, nClasses], in the order of the labels
 *
 * Weights keep their names; those of convolutions are in ONNX's order of dimensions. metadata_props hold `exchangeMetadata`.
 *
 * @throws RangeError for a bundle that `encodeBundle` would refuse
 */
export function onnxOf(bundle: Bundle): Uint8Array<ArrayBuffer> {
  checkBundle(bundle);
  const network = networkOf(bundle);
  const [nFrames, nCoefficients] = network.layers[0].input;
  const graph = createGraph();
  const shape = graph.wholes("imageShape", "int64", [4], [0, 1, nFrames, nCoefficients]);
  const x = { name: graph.add("image", "Reshape", ["features", shape]), isRow: false };
  const logits = addLayers({ graph, tensors: bundle.tensors, length: "length" }, network.layers, x);
  graph.add("probabilities", "Softmax", [logits.name], { axis: 1 });

  const inputs = [onnxValue("features", "float32", ["batch", nFrames, nCoefficients])];
  if (poolsStatistics(bundle.layers)) inputs.push(onnxValue("length", "int32", ["batch"]));
  const { recipe, undertoneVersion } = bundle.training;
  return onnxModel(
    {
      nodes: graph.nodes,
      initializers: graph.initializers,
      inputs,
      outputs: [onnxValue("probabilities", "float32", ["batch", network.nOutputs])],
    },
    {
      irVersion: IR_VERSION,
      opset: ONNX_OPSET,
      producer: "undertone",
      producerVersion: undertoneVersion,
      name: recipe,
      documentation:
        "Speech emotion recognition by Undertone: the network alone. What makes its input is in the metadata.",
      metadata: exchangeMetadata(bundle),
    },
  );
}
