import type { Bundle } from "@undertone/core";
import { commandText, type LogMel, type Prediction, reportHtml } from "@undertone/evaluation";

/** What stands beside numbers of voices that the model learned from. */
export const SEEN_SPEAKERS = "speakers seen in training";

/** A model, what it was tested on, and what it said. */
export interface Evaluation {
  bundle: Bundle;
  /** file of the model and folder of the recordings, as they were named */
  model: string;
  folder: string;
  made: readonly Prediction[];
  /** whom the numbers hold for, in words */
  protocol: string;
  command: readonly string[];
}

/** The report of `undertone evaluate`. */
export function evaluationHtml(
  { bundle, model, folder, made, protocol, command }: Evaluation,
  spectrograms: ReadonlyMap<string, LogMel>,
): string {
  const { training, labels, featuresSha256 } = bundle;
  const seen = protocol.startsWith(SEEN_SPEAKERS);
  return reportHtml({
    title: `${model} on ${folder}`,
    protocol: { label: protocol, sound: !seen },
    cautions: seen ? ["The model learned from these speakers: the numbers do not hold for new voices."] : [],
    labels,
    seed: training.seed,
    folds: [{ name: model, seed: training.seed, predictions: made, temperature: null, history: [], keptEpoch: null }],
    baselines: [],
    audit: null,
    facts: [
      ["trained on", training.corpora.join(", ")],
      ["recipe", `${training.recipe}, seed ${training.seed}`],
      ["recipe SHA-256", training.recipeSha256],
      ["weights SHA-256", training.weightsSha256],
      ["features SHA-256", featuresSha256],
      ...(training.metrics.temperature === undefined
        ? []
        : [["temperature", `${training.metrics.temperature}, part of the model`] as [string, string]]),
      ["Undertone", training.undertoneVersion],
    ],
    command: commandText(command),
    spectrograms,
  });
}
