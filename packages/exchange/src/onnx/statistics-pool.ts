import type { PlannedLayer } from "@undertone/core";
import type { GraphBuilder } from "./graph.ts";

/** Added to the variance before its root, as in training. */
const EPSILON = 1e-5;

/**
 * Mean and, where `deviation`, √(variance + 0.00001) over all frequencies of the rows that are not padding. A row of x at time
 * t is padding where t · timeStride ≥ length:
 *
 *   mean = Σ mask · x / n,   variance = Σ mask · (x - mean)² / n,   n = frequencies · Σ mask
 *
 * @param x       [batch, channels, time, frequency]
 * @param length  [batch], int32
 * @returns       [batch, channels or 2 · channels, 1, 1]
 */
export function addStatisticsPool(
  graph: GraphBuilder,
  { input, timeStride }: PlannedLayer,
  deviation: boolean,
  x: string,
  length: string,
  at: string,
): string {
  const [time, frequency] = input;
  const starts = Array.from({ length: time }, (_, t) => t * timeStride);
  const rows = graph.wholes(`${at}.rowStarts`, "int32", [1, 1, time, 1], starts);
  const column = graph.wholes(`${at}.lengthShape`, "int64", [4], [0, 1, 1, 1]);
  const end = graph.add(`${at}.length`, "Reshape", [length, column]);
  const isRow = graph.add(`${at}.isRow`, "Less", [rows, end]);
  const mask = graph.add(`${at}.mask`, "Cast", [isRow], { to: 1 });

  const axes = graph.wholes(`${at}.axes`, "int64", [2], [2, 3]);
  const sum = (name: string, values: string) =>
    graph.add(`${at}.${name}`, "ReduceSum", [values, axes], { keepdims: 1 });
  const nRows = sum("rows", mask);
  const nFrequencies = graph.weights(`${at}.frequencies`, [], Float32Array.of(frequency));
  const n = graph.add(`${at}.n`, "Mul", [nRows, nFrequencies]);
  const average = (name: string, values: string) => {
    const masked = graph.add(`${at}.${name}.masked`, "Mul", [values, mask]);
    return graph.add(`${at}.${name}`, "Div", [sum(`${name}.sum`, masked), n]);
  };

  const mean = average("mean", x);
  if (!deviation) return mean;
  const centered = graph.add(`${at}.centered`, "Sub", [x, mean]);
  const variance = average("variance", graph.add(`${at}.squares`, "Mul", [centered, centered]));
  const epsilon = graph.weights(`${at}.epsilon`, [], Float32Array.of(EPSILON));
  const root = graph.add(`${at}.deviation`, "Sqrt", [graph.add(`${at}.raised`, "Add", [variance, epsilon])]);
  return graph.add(`${at}.statistics`, "Concat", [mean, root], { axis: 1 });
}
