import type { Bundle } from "@undertone/core";
import { type Prediction, predictionOf } from "@undertone/evaluation";
import { augmentWaveform } from "@undertone/features";
import { type Dsp, loadDsp } from "@undertone/kernels/dsp";
import { CommandError, rejecting } from "../errors.ts";
import { csv } from "../files/csv.ts";
import type { Phase } from "../terminal/progress.ts";
import { openRecognizer } from "./open-recognizer.ts";
import type { Recording } from "./recording.ts";

/**
 * Recognizes recordings with the runtime, as a user of the bundle would.
 *
 * @param model       a bundle and the file it is in
 * @param recordings  their labels are among the bundle's
 * @throws CommandError if the model's weights are so large that a probability is not finite
 */
export async function predictions(
  model: { bundle: Bundle; path: string },
  recordings: readonly Recording[],
  phase: Phase,
  signal: AbortSignal,
): Promise<Prediction[]> {
  const recognizer = await openRecognizer(model.bundle, model.path);
  let loaded: Promise<Dsp> | undefined;
  const dsp = () => (loaded ??= loadDsp());
  try {
    const made: Prediction[] = [];
    for (const recording of recordings) {
      const { path, waveform: recorded, copy } = recording;
      const waveform = copy ? augmentWaveform(await dsp(), recorded, copy.augmentation) : recorded;
      const found = rejecting(CommandError, () => recognizer.probabilities(waveform), `${model.path} on ${path}: `);
      made.push(predictionOf(recording, model.bundle.labels, found));
      phase.advance(1);
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    }
    return made;
  } finally {
    recognizer.dispose();
    phase.end();
  }
}

/** Predictions as a table: path, corpus, speaker, label, predicted, then each label's probability, and whom they hold for. */
export function predictionsCsv(made: readonly Prediction[], labels: readonly string[], protocolLabel: string): string {
  return csv([
    ["path", "corpus", "speaker", "label", "predicted", ...labels, "protocol"],
    ...made.map(({ path, corpus, speaker, truth, predicted, probabilities }) => [
      path,
      corpus,
      speaker ?? "",
      labels[truth],
      labels[predicted],
      ...probabilities,
      protocolLabel,
    ]),
  ]);
}
