import type { PlannedLayer } from "@undertone/core";
import type { Inference } from "./load.ts";
import type { LayerOf, Step } from "./step.ts";

/**
 * Mean of each channel and, where `layer.deviation`, √(variance + 0.00001), over all frequencies of the rows that are not
 * padding: the first ⌈nRows / timeStride⌉, but no more than there are.
 */
export function createStatisticsPool(
  wasm: Inference,
  { deviation }: LayerOf<"statisticsPool">,
  { input, output, timeStride }: Pick<PlannedLayer, "input" | "output" | "timeStride">,
): Step {
  const [time, frequency, channels] = input;
  return (x, nRows) => {
    const y = wasm.alloc(4 * output[2]);
    const nUnpadded = Math.min(time, Math.ceil(nRows / timeStride));
    wasm.statisticsPool(x, nUnpadded * frequency, channels, deviation, y);
    return y;
  };
}
