import { randomAt } from "@undertone/core";
import { bootstrapInterval, type Interval } from "./bootstrap-interval.ts";
import { type ProbabilityMeasures, probabilityMeasures } from "./calibrated.ts";
import { confusionOf } from "./confusion-matrix.ts";
import { accuracy, type Metrics, metricsOf } from "./metrics.ts";
import { type GroupMetrics, metricsByGroup } from "./metrics-by-group.ts";
import type { Prediction } from "./prediction.ts";

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

/** Every measure of some predictions; the intervals' resamples are drawn by the seed. */
export function judged(made: readonly Prediction[], labels: readonly string[], seed: number): Judgement {
  return {
    metrics: metricsOf(confusionOf(made, labels.length), labels),
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
