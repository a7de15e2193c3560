import { sizeOf } from "@undertone/core";
import { joined } from "../joined.ts";
import { bytesField, floatField, textField, wholeField, wholesField } from "../protobuf.ts";

// Messages of onnx.proto (github.com/onnx/onnx, IR version 7), with the field numbers it gives them.

/** What a tensor holds; TensorProto.DataType. */
const DATA_TYPES = { float32: 1, int32: 6, int64: 7 } as const;
type DataType = keyof typeof DATA_TYPES;

/** AttributeProto.AttributeType. */
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

/** `real` marks a number that the operator wants as a float. */
export type OnnxAttribute = number | readonly number[] | { real: number };

/** A NodeProto. */
export function onnxNode(
  name: string,
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, OnnxAttribute>>,
): Uint8Array<ArrayBuffer> {
  return joined([
    ...inputs.map((input) => textField(1, input)),
    textField(2, output),
    textField(3, name),
    textField(4, operator),
    ...Object.entries(attributes).map(([key, value]) => bytesField(5, attribute(key, value))),
  ]);
}

function attribute(name: string, value: OnnxAttribute): Uint8Array<ArrayBuffer> {
  const named = (type: number, field: Uint8Array) => joined([textField(1, name), field, wholeField(20, type)]);
  if (typeof value === "number") return named(ATTRIBUTE_INT, wholeField(3, value));
  return "real" in value
    ? named(ATTRIBUTE_FLOAT, floatField(2, value.real))
    : named(ATTRIBUTE_INTS, wholesField(8, value));
}

/** A TensorProto, its values row-major. */
export function onnxTensor(
  name: string,
  type: DataType,
  shape: readonly number[],
  values: ArrayLike<number>,
): Uint8Array<ArrayBuffer> {
  const size = type === "int64" ? 8 : 4;
  const raw = new DataView(new ArrayBuffer(size * sizeOf(shape)));
  for (let i = 0; i < values.length; i++) {
    if (type === "float32") raw.setFloat32(size * i, values[i], true);
    else if (type === "int32") raw.setInt32(size * i, values[i], true);
    else raw.setBigInt64(size * i, BigInt(values[i]), true);
  }
  return joined([
    wholesField(1, shape),
    wholeField(2, DATA_TYPES[type]),
    textField(8, name),
    bytesField(9, new Uint8Array(raw.buffer)),
  ]);
}

/**
 * A ValueInfoProto: an input or output of the graph.
 *
 * @param shape  a text names a dimension that is known only when the model runs
 */
export function onnxValue(name: string, type: DataType, shape: readonly (number | string)[]): Uint8Array<ArrayBuffer> {
  const dimensions = shape.map((dimension) =>
    bytesField(1, typeof dimension === "number" ? wholeField(1, dimension) : textField(2, dimension)),
  );
  const tensorType = joined([wholeField(1, DATA_TYPES[type]), bytesField(2, joined(dimensions))]);
  return joined([textField(1, name), bytesField(2, bytesField(1, tensorType))]);
}

/** What a graph is made of, each entry the bytes of its message. */
export interface OnnxGraph {
  nodes: readonly Uint8Array[];
  initializers: readonly Uint8Array[];
  inputs: readonly Uint8Array[];
  outputs: readonly Uint8Array[];
}

/** A ModelProto: the bytes of a file. */
export function onnxModel(
  graph: OnnxGraph,
  about: {
    irVersion: number;
    opset: number;
    producer: string;
    producerVersion: string;
    name: string;
    documentation: string;
    /** metadata_props */
    metadata: Readonly<Record<string, string>>;
  },
): Uint8Array<ArrayBuffer> {
  const graphProto = joined([
    ...graph.nodes.map((node) => bytesField(1, node)),
    textField(2, about.name),
    ...graph.initializers.map((tensor) => bytesField(5, tensor)),
    ...graph.inputs.map((input) => bytesField(11, input)),
    ...graph.outputs.map((output) => bytesField(12, output)),
  ]);
  return joined([
    wholeField(1, about.irVersion),
    textField(2, about.producer),
    textField(3, about.producerVersion),
    textField(6, about.documentation),
    bytesField(7, graphProto),
    bytesField(8, joined([textField(1, ""), wholeField(2, about.opset)])),
    ...Object.entries(about.metadata).map(([key, value]) =>
      bytesField(14, joined([textField(1, key), textField(2, value)])),
    ),
  ]);
}
