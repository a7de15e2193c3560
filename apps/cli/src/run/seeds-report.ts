import {
  ensemblePredictions,
  type GroupJudgement,
  type Interval,
  type Judgement,
  judged,
  judgedByGroup,
  type MeanAndDeviation,
  meanAndDeviation,
} from "@undertone/evaluation";
import { VERSION } from "../version.ts";
import type { ReadRun } from "./read-run.ts";

const MEASURES = ["uar", "accuracy", "macroF1", "weightedF1", "nll", "ece", "brier"] as const;

type SeedMeasures = Record<(typeof MEASURES)[number], number>;

/** One recipe by several seeds, in the same folds: seeds-metrics.json. */
export interface SeedsReport {
  undertoneVersion: string;
  command: readonly string[];
  protocolLabel: string;
  labels: string[];
  seeds: (SeedMeasures & { seed: number; folder: string })[];
  /** over seeds: how much of a difference may be luck */
  overSeeds: Record<(typeof MEASURES)[number], MeanAndDeviation>;
  /** 95 % of the UAR over speakers, the predictions of all seeds pooled; null where fewer than two are known */
  interval: Interval | null;
  /** the mean of all seeds' probabilities; null unless asked for */
  ensemble: (Judgement & GroupJudgement & { nModels: number }) | null;
}

/**
 * Sums up runs by several seeds.
 *
 * @param runs  at least one, of the same test utterances
 */
export function seedsReport(
  runs: readonly (ReadRun & { seed: number })[],
  withEnsemble: boolean,
  args: readonly string[],
): SeedsReport {
  const [{ report, seed: firstSeed }] = runs;
  const { labels, protocolLabel } = report;
  const made = runs.map(({ folds }) => folds.flatMap(({ predictions }) => predictions));
  const seeds = runs.map(({ seed, folder }, i) => {
    const { metrics, nll, ece, brier } = judged(made[i], labels, seed);
    const { uar, accuracy, macroF1, weightedF1 } = metrics;
    return { seed, folder, uar, accuracy, macroF1, weightedF1, nll, ece, brier };
  });
  const together = withEnsemble ? ensemblePredictions(made) : null;
  return {
    undertoneVersion: VERSION,
    command: ["undertone", ...args],
    protocolLabel,
    labels,
    seeds,
    overSeeds: Object.fromEntries(
      MEASURES.map((measure) => [measure, meanAndDeviation(seeds.map((one) => one[measure]))]),
    ) as SeedsReport["overSeeds"],
    interval: judged(made.flat(), labels, firstSeed).interval,
    ensemble: together && {
      nModels: runs.length,
      ...judged(together, labels, firstSeed),
      ...judgedByGroup(together, labels, firstSeed),
    },
  };
}
