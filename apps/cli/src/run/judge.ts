import type { Bundle } from "@undertone/core";
import { type Prediction, predictionOf } from "@undertone/evaluation";
import { augmentWaveform } from "@undertone/features";
import { type Dsp, loadDsp } from "@undertone/kernels/dsp";
import { CommandError, rejecting } from "../errors.ts";
import { csv } from "../files/csv.ts";
import type { Phase } from "../terminal/progress.ts";
import { openRecognizer } from "./open-recognizer.ts";
import type { Recording } from "./recording.ts";

/** A bundle and the file it is in. */
export interface JudgedModel {
  bundle: Bundle;
  path: string;
}

/** Asks a model for recordings, one after another. */
export interface Judge {
  /**
   * @param recording  its label is among the bundle's
   * @throws CommandError if the model's weights are so large that a probability is not finite
   */
  predict(recording: Recording): Promise<Prediction>;
  dispose(): void;
}

/** Recognizes with the runtime, as a user of the bundle would; throws as `openRecognizer`. */
export async function openJudge({ bundle, path: file }: JudgedModel): Promise<Judge> {
  const recognizer = await openRecognizer(bundle, file);
  let loaded: Promise<Dsp> | undefined;
  const dsp = () => (loaded ??= loadDsp());
  return {
    async predict(recording) {
      const { path, waveform: recorded, copy } = recording;
      const waveform = copy ? augmentWaveform(await dsp(), recorded, copy.augmentation) : recorded;
      const found = rejecting(CommandError, () => recognizer.probabilities(waveform), `${file} on ${path}: `);
      return predictionOf(recording, bundle.labels, found);
    },
    dispose: recognizer.dispose,
  };
}

/** Recognizes recordings that are in memory; throws as `Judge.predict`, or the signal's reason when aborted. */
export async function predictions(
  model: JudgedModel,
  recordings: readonly Recording[],
  phase: Phase,
  signal: AbortSignal,
): Promise<Prediction[]> {
  const judge = await openJudge(model);
  try {
    const made: Prediction[] = [];
    for (const recording of recordings) {
      made.push(await judge.predict(recording));
      phase.advance(1);
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    }
    return made;
  } finally {
    judge.dispose();
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
