import { type PlannedLayer, unpaddedRows } from "@undertone/core";
import { reserve } from "../common/arena.ts";
import type { Inference } from "./load.ts";
import type { LayerOf, Step } from "./step.ts";

/**
 * Mean of each channel and, where `layer.deviation`, √(variance + 0.00001), over all frequencies of the rows that are not
 * padding.
 */
export function createStatisticsPool(
  wasm: Inference,
  { deviation }: LayerOf<"statisticsPool">,
  planned: Pick<PlannedLayer, "input" | "output" | "timeStride">,
): Step {
  const [, frequency, channels] = planned.input;
  return (x, nRows) => {
    const y = reserve(wasm, planned.output[2]);
    wasm.statisticsPool(x, unpaddedRows(planned, nRows) * frequency, channels, deviation, y);
    return y;
  };
}
