import { type Bundle, networkOf, tensorFor } from "@undertone/core";
import type { Classifier } from "./classifier.ts";

/**
 * A bundle's last layer for other labels: a label that it knows keeps its column, any other one begins with the mean of all
 * columns, which is as likely as the known ones are on average.
 */
export function priorOf(bundle: Bundle, labels: readonly string[]): Classifier {
  const last = networkOf(bundle).layers.at(-1)!;
  const kernel = tensorFor(last, "kernel", bundle.tensors);
  const bias = tensorFor(last, "bias", bundle.tensors);
  const nKnown = bias.length;
  const columns = labels.map((label) => bundle.labels.indexOf(label));
  const pick = (row: Float32Array, column: number) =>
    column >= 0 ? row[column] : row.reduce((sum, value) => sum + value, 0) / nKnown;
  const nInputs = kernel.length / nKnown;
  const picked = Float64Array.from({ length: nInputs * labels.length }, (_, i) => {
    const input = Math.floor(i / labels.length);
    return pick(kernel.subarray(input * nKnown, (input + 1) * nKnown), columns[i % labels.length]);
  });
  return { kernel: picked, bias: Float64Array.from(columns, (column) => pick(bias, column)) };
}
