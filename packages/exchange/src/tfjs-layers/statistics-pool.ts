import type { PlannedLayer } from "@undertone/core";
import { layerName, type TopologyBuilder } from "./topology.ts";

/** Added to the variance before its root, as in training. */
const EPSILON = 1e-5;

/** e^-1024 is 0 in float32. */
const FAR_BELOW = 1024;

/** What pooling needs to know of the model around it. */
export interface PoolContext {
  topology: TopologyBuilder;
  /** input layer [nFrames]: 1 for each row of the network's input, then 0 for padding */
  mask: string;
  nFrames: number;
}

/**
 * Mean and, where `deviation`, √(variance + 0.00001) over all frequencies of the rows that are not padding, by stock layers
 * alone. These know neither division nor roots of what flows through them, but
 *
 * - softmax over 0 for each row and -1024 for padding is 1 / n for each of n rows: the shares by which a Dot averages;
 * - LayerNormalization divides by √variance. Let d be the deviations from the mean, 0 in padding, scaled so that they have
 *   the wanted variance over all K values, and two rows g and -g behind them with 2 g² · frequencies = ε · K. Their mean is
 *   0 and their variance v + ε, so LayerNormalization divides all by √(v + ε), and the average of the products of what went in and what came out,
 *   (v + ε) / √(v + ε), is the root.
 *
 * @param x  layer that gives [time, frequency, channels]
 * @returns  layer that gives [channels or 2 · channels]
 */
export function addStatisticsPool(
  context: PoolContext,
  planned: PlannedLayer,
  deviation: boolean,
  x: string,
  at: string,
): string {
  const { topology } = context;
  const [time, frequency, channels] = planned.input;
  const add = (role: string, className: string, inputs: string[], config: Record<string, unknown> = {}) =>
    topology.add(layerName(at, role), className, inputs, config);

  const rows = addRows(context, planned, at);
  const scores = add("scores", "Rescaling", [rows], { scale: FAR_BELOW, offset: -FAR_BELOW });
  const shares = add("shares", "Softmax", [add("scores_row", "Reshape", [scores], { target_shape: [time] })]);
  const byRow = add("by_row", "AveragePooling2D", [x], { pool_size: [1, frequency], strides: [1, frequency] });
  const table = add("table", "Reshape", [byRow], { target_shape: [time, channels] });
  const mean = add("mean", "Dot", [shares, table], { axes: 1 });
  if (!deviation) return mean;

  const negative = add("negative_mean", "Rescaling", [mean], { scale: -1, offset: 0 });
  const point = add("negative_point", "Reshape", [negative], { target_shape: [1, 1, channels] });
  const centered = add("centered", "Add", [x, point]);
  const weighted = add("weighted", "Multiply", [centered, addRowWeights(topology, rows, at)]);
  const both = addConstantRows(topology, time, weighted, at);
  const scaled = add("scaled", "LayerNormalization", [both], { axis: [1, 2], epsilon: 0, center: false, scale: false });
  const root = add("deviation", "GlobalAveragePooling2D", [add("products", "Multiply", [both, scaled])]);
  return add("statistics", "Concatenate", [mean, root], { axis: -1 });
}

/** [time, 1, 1]: 1 where a row of x is no padding, else 0. Row t of x begins at row t · timeStride of the input. */
function addRows({ topology, mask, nFrames }: PoolContext, { input, timeStride }: PlannedLayer, at: string): string {
  const column = topology.add(layerName(at, "column"), "Reshape", [mask], { target_shape: [nFrames, 1, 1] });
  const config = { pool_size: [1, 1], strides: [timeStride, 1], padding: "valid" };
  const thinned = topology.add(layerName(at, "thinned"), "MaxPooling2D", [column], config);
  const surplus = Math.ceil(nFrames / timeStride) - input[0];
  return topology.add(layerName(at, "rows"), "Cropping2D", [thinned], {
    cropping: [
      [0, surplus],
      [0, 0],
    ],
  });
}

/** [time, 1, 1]: √(time / n) for each of n rows, 0 for padding, as (m, -m) with m of the rows has variance n / time. */
function addRowWeights(topology: TopologyBuilder, rows: string, at: string): string {
  const add = (role: string, className: string, inputs: string[], config: Record<string, unknown>) =>
    topology.add(layerName(at, role), className, inputs, config);
  const mirrored = add("mirrored", "Rescaling", [rows], { scale: -1, offset: 0 });
  const pair = add("pair", "Concatenate", [rows, mirrored], { axis: 2 });
  const config = { axis: [1, 2, 3], epsilon: 0, center: false, scale: false };
  const scaled = add("row_weight_pair", "LayerNormalization", [pair], config);
  return add("row_weights", "Cropping2D", [scaled], {
    cropping: [
      [0, 0],
      [0, 1],
    ],
  });
}

/** [time + 2, frequency, channels]: a row g, x scaled by √((time + 2) / time), a row -g; g = √(ε (time + 2) / 2). */
function addConstantRows(topology: TopologyBuilder, time: number, x: string, at: string): string {
  const add = (role: string, className: string, inputs: string[], config: Record<string, unknown>) =>
    topology.add(layerName(at, role), className, inputs, config);
  const g = Math.sqrt((EPSILON * (time + 2)) / 2);
  const first = add("first_row", "Cropping2D", [x], {
    cropping: [
      [0, time - 1],
      [0, 0],
    ],
  });
  const above = add("row_above", "Rescaling", [first], { scale: 0, offset: g });
  const below = add("row_below", "Rescaling", [first], { scale: 0, offset: -g });
  const scaled = add("scaled_rows", "Rescaling", [x], { scale: Math.sqrt((time + 2) / time), offset: 0 });
  return add("with_constant_rows", "Concatenate", [above, scaled, below], { axis: 1 });
}
