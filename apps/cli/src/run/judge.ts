import { type Bundle, randomAt } from "@undertone/core";
import {
  accuracy,
  bootstrapInterval,
  confusionMatrix,
  type GroupMetrics,
  type Interval,
  type Metrics,
  metricsByGroup,
  metricsOf,
} from "@undertone/evaluation";
import { augmentWaveform } from "@undertone/features";
import { type Dsp, loadDsp } from "@undertone/kernels/dsp";
import { CommandError, rejecting } from "../errors.ts";
import { csv } from "../files/csv.ts";
import type { Phase } from "../terminal/progress.ts";
import { type ProbabilityMeasures, probabilityMeasures } from "./calibration.ts";
import { openRecognizer } from "./open-recognizer.ts";
import type { Recording } from "./recording.ts";

/** What a model said of one utterance; labels are indices into the model's. */
export interface Prediction {
  path: string;
  corpus: string;
  speaker: string | null;
  truth: number;
  predicted: number;
  /** [nClasses] */
  probabilities: number[];
}

/** How well predictions hold, ready for JSON. */
export interface Judgement extends ProbabilityMeasures {
  metrics: Metrics;
  /** 95 % of the UAR, over speakers; null where fewer than two are known */
  interval: Interval | null;
  /** the same of the accuracy */
  accuracyInterval: Interval | null;
}

/** How a corpus fared by itself. */
export interface CorpusMetrics extends GroupMetrics {
  /** 95 % of the UAR, over its speakers; null where fewer than two are known */
  interval: Interval | null;
}

/** The measures of every speaker and of every corpus by itself. */
export interface GroupJudgement {
  /** known ones */
  perSpeaker: GroupMetrics[];
  perCorpus: CorpusMetrics[];
}

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
    for (const { path, corpus, speaker, label, waveform: recorded, copy } of recordings) {
      const waveform = copy ? augmentWaveform(await dsp(), recorded, copy.augmentation) : recorded;
      const found = rejecting(CommandError, () => recognizer.probabilities(waveform), `${model.path} on ${path}: `);
      const probabilities = Array.from(found);
      const predicted = probabilities.indexOf(Math.max(...probabilities));
      const truth = model.bundle.labels.indexOf(label);
      made.push({ path, corpus, speaker, truth, predicted, probabilities });
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

/** Every measure of some predictions; the intervals' resamples are drawn by the seed. */
export function judged(made: readonly Prediction[], labels: readonly string[], seed: number): Judgement {
  const confusion = confusionMatrix(
    made.map((one) => one.truth),
    made.map((one) => one.predicted),
    labels.length,
  );
  return {
    metrics: metricsOf(confusion, labels),
    ...probabilityMeasures(made),
    interval: intervalOf(made, labels, seed),
    accuracyInterval: intervalOf(made, labels, seed, accuracy),
  };
}

/** The measures of each speaker and corpus; the intervals' resamples are drawn by the seed. */
export function judgedByGroup(made: readonly Prediction[], labels: readonly string[], seed: number): GroupJudgement {
  const spoken = made.flatMap((one) => (one.speaker ? { ...one, group: one.speaker } : []));
  const perCorpus = metricsByGroup(
    made.map((one) => ({ ...one, group: one.corpus })),
    labels.length,
  ).map((metrics) => {
    const own = made.filter(({ corpus }) => corpus === metrics.group);
    return { ...metrics, interval: intervalOf(own, labels, seed) };
  });
  return { perSpeaker: metricsByGroup(spoken, labels.length), perCorpus };
}

function intervalOf(
  made: readonly Prediction[],
  labels: readonly string[],
  seed: number,
  measure?: typeof accuracy,
): Interval | null {
  const spoken = made.flatMap(({ speaker, truth, predicted }) => (speaker ? { speaker, truth, predicted } : []));
  if (spoken.length < made.length) return null;
  return bootstrapInterval(spoken, labels.length, randomAt(seed, "bootstrap"), undefined, measure);
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
