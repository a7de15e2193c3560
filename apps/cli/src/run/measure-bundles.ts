import type { Bundle } from "@undertone/core";
import { type Prediction, predictionOf } from "@undertone/evaluation";
import { createInputPipeline } from "@undertone/features";
import { loadDsp } from "@undertone/kernels/dsp";
import { createNetworkRunner } from "@undertone/runtime";
import type { Phase } from "../terminal/progress.ts";
import type { Recording } from "./recording.ts";

/**
 * What bundles that differ in their network's weights alone say of the same recordings, whose features are made once.
 *
 * @param bundles     of one input and one list of labels
 * @param recordings  their labels are among the bundles'
 * @returns           the predictions of each bundle
 */
export async function predictionsOfEach(
  bundles: readonly Bundle[],
  recordings: readonly Recording[],
  phase: Phase,
  signal: AbortSignal,
): Promise<Prediction[][]> {
  const [{ input, labels, tensors }] = bundles;
  const [mean, standardDeviation] = [tensors.get("input.mean"), tensors.get("input.standardDeviation")];
  const statistics = mean && standardDeviation ? { mean, standardDeviation } : undefined;
  const pipeline = createInputPipeline(await loadDsp(), input, statistics);
  const runners = await Promise.all(bundles.map(createNetworkRunner));
  const made: Prediction[][] = bundles.map(() => []);
  try {
    for (const recording of recordings) {
      const { values, length } = pipeline.input(recording.waveform);
      for (const [i, runner] of runners.entries()) {
        made[i].push(predictionOf(recording, labels, runner.probabilities(values, length)));
      }
      phase.advance(1);
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    }
    return made;
  } finally {
    phase.end();
  }
}
