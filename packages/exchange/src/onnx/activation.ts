import type { Shape } from "@undertone/core";
import type { GraphBuilder } from "./graph.ts";

/** What flows between layers: an image [batch, channels, time, frequency], or a row [batch, values] where time = frequency = 1. */
export interface Activation {
  name: string;
  isRow: boolean;
}

/** The activation as [batch, channels, time, frequency]. */
export function asImage(graph: GraphBuilder, { name, isRow }: Activation, shape: Shape, at: string): string {
  if (!isRow) return name;
  const target = graph.wholes(`${at}.imageShape`, "int64", [4], [0, shape[2], 1, 1]);
  return graph.add(`${at}.image`, "Reshape", [name, target]);
}

/** The activation as [batch, values], in the order of [time, frequency, channels]. */
export function asRow(graph: GraphBuilder, { name, isRow }: Activation, shape: Shape, at: string): string {
  if (isRow) return name;
  const [time, frequency] = shape;
  const isPoint = time === 1 && frequency === 1;
  const last = isPoint ? name : graph.add(`${at}.channelsLast`, "Transpose", [name], { perm: [0, 2, 3, 1] });
  return graph.add(`${at}.row`, "Flatten", [last], { axis: 1 });
}
