import { sizeOf } from "@undertone/core";
import { type OnnxAttribute, onnxNode, onnxTensor } from "./onnx-proto.ts";

/** A graph while it grows. */
export interface GraphBuilder {
  nodes: readonly Uint8Array[];
  initializers: readonly Uint8Array[];
  /** Adds a node and returns the name of its output, which is the node's. */
  add(
    name: string,
    operator: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, OnnxAttribute>>,
  ): string;
  /** Adds weights, row-major, and returns their name. */
  weights(name: string, shape: readonly number[], values: Float32Array): string;
  /** Adds whole numbers: shapes and axes are int64, rows int32. */
  wholes(name: string, type: "int32" | "int64", shape: readonly number[], values: readonly number[]): string;
}

export function createGraph(): GraphBuilder {
  const nodes: Uint8Array[] = [];
  const initializers: Uint8Array[] = [];
  const keep = (name: string, tensor: Uint8Array) => {
    initializers.push(tensor);
    return name;
  };
  return {
    nodes,
    initializers,
    add(name, operator, inputs, attributes = {}) {
      nodes.push(onnxNode(name, operator, inputs, name, attributes));
      return name;
    },
    weights: (name, shape, values) => keep(name, onnxTensor(name, "float32", shape, values)),
    wholes: (name, type, shape, values) => keep(name, onnxTensor(name, type, shape, values)),
  };
}

/**
 * Values in another order of dimensions.
 *
 * @param order  which of `shape`'s dimensions comes first, second, ...
 * @returns      values and shape of the result, both in the new order
 */
export function transposed(
  values: Float32Array,
  shape: readonly number[],
  order: readonly number[],
): { values: Float32Array; shape: number[] } {
  const strides = shape.map((_, i) => sizeOf(shape.slice(i + 1)));
  const target = order.map((dimension) => shape[dimension]);
  const moved = new Float32Array(values.length);
  for (let i = 0; i < moved.length; i++) {
    let rest = i;
    let from = 0;
    for (let d = target.length - 1; d >= 0; d--) {
      from += (rest % target[d]) * strides[order[d]];
      rest = Math.floor(rest / target[d]);
    }
    moved[i] = values[from];
  }
  return { values: moved, shape: target };
}
