import { isLeakyLabel, labelledNumber } from "@undertone/corpus";
import type { Interval, MeanAndDeviation } from "@undertone/evaluation";
import { counted, percent, table } from "../terminal/format.ts";
import type { SeedsReport } from "./seeds-report.ts";

/** What several seeds gave, for people; a leaky label is on every line. */
export function seedsText({ seeds, overSeeds, interval, ensemble, protocolLabel }: SeedsReport): string {
  const { uar, accuracy, macroF1, ece } = overSeeds;
  const rows = table(
    [
      ["seed", "UAR", "accuracy", "macro F1", "ECE"],
      ...seeds.map((one) => [String(one.seed), ...[one.uar, one.accuracy, one.macroF1, one.ece].map(percent)]),
      ["mean", ...[uar, accuracy, macroF1, ece].map(spread)],
    ],
    "lr",
  );
  const together = ensemble
    ? [
        `ensemble of ${ensemble.nModels}, the mean of their probabilities: UAR ${percent(ensemble.metrics.uar)}${reach(ensemble.interval)}, accuracy ${percent(ensemble.metrics.accuracy)}, ECE ${percent(ensemble.ece)}`,
        `  it costs ${ensemble.nModels} times the size and the time of one model; a bundle holds one`,
      ]
    : [];
  const text = [rows, `all seeds pooled: UAR ${percent(uar.mean)}${reach(interval)}`, ...together].join("\n");
  const title = `protocol: ${protocolLabel}\n${counted(seeds.length, "seed")} in the same folds, mean ± standard deviation`;
  if (!isLeakyLabel(protocolLabel)) return `${title}\n\n${text}`;
  const marked = text.split("\n").map((line) => labelledNumber(protocolLabel, line));
  return `${title}\n\n${marked.join("\n")}`;
}

function spread({ mean, standardDeviation }: MeanAndDeviation): string {
  return standardDeviation === null
    ? percent(mean)
    : `${(100 * mean).toFixed(1)} ± ${(100 * standardDeviation).toFixed(1)} %`;
}

const reach = (interval: Interval | null) =>
  interval
    ? ` (95 % interval over ${counted(interval.nSpeakers, "speaker")}: ${percent(interval.low)} to ${percent(interval.high)})`
    : "";
