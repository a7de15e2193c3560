import { type Bundle, randomAt } from "@undertone/core";
import { isLeakyLabel } from "@undertone/corpus";
import {
  bootstrapInterval,
  confusionMatrix,
  expectedCalibrationError,
  type Interval,
  type Metrics,
  metricsOf,
  nll,
} from "@undertone/evaluation";
import { augmentWaveform } from "@undertone/features";
import { type Dsp, loadDsp } from "@undertone/kernels/dsp";
import { CommandError, rejecting } from "../errors.ts";
import { csv } from "../files/csv.ts";
import type { Phase } from "../terminal/progress.ts";
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
export interface Judgement {
  metrics: Metrics;
  nll: number;
  ece: number;
  /** 95 % of the UAR, over speakers; null where fewer than two are known */
  interval: Interval | null;
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

/** Every measure of some predictions; the interval's resamples are drawn by the seed. */
export function judged(made: readonly Prediction[], labels: readonly string[], seed: number): Judgement {
  const truth = made.map((one) => one.truth);
  const probabilities = made.map((one) => one.probabilities);
  const spoken = made.flatMap(({ speaker, truth, predicted }) => (speaker ? { speaker, truth, predicted } : []));
  const confusion = confusionMatrix(
    truth,
    made.map((one) => one.predicted),
    labels.length,
  );
  return {
    metrics: metricsOf(confusion, labels),
    nll: nll(probabilities, truth),
    ece: expectedCalibrationError(probabilities, truth),
    interval:
      spoken.length === made.length ? bootstrapInterval(spoken, labels.length, randomAt(seed, "bootstrap")) : null,
  };
}

/** A judgement's measures as a bundle carries them: "uar", or "leaky uar" under a leaky label. */
export function bundleMetrics(
  { metrics, nll, ece, interval }: Judgement,
  protocolLabel: string,
): Record<string, number> {
  const { accuracy, uar, macroF1, weightedF1, nUtterances } = metrics;
  const measures = {
    uar,
    accuracy,
    macroF1,
    weightedF1,
    nll,
    ece,
    nUtterances,
    ...(interval && { uarLow: interval.low, uarHigh: interval.high }),
  };
  if (!isLeakyLabel(protocolLabel)) return measures;
  return Object.fromEntries(Object.entries(measures).map(([name, value]) => [`leaky ${name}`, value]));
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
