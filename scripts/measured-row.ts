import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a row is made of: the parts of seeds-metrics.json that it shows. */
interface SeedsReport {
  protocolLabel: string;
  seeds: { seed: number; folder: string; uar: number }[];
  overSeeds: Record<"uar" | "accuracy" | "macroF1" | "ece", { mean: number; standardDeviation: number | null }>;
  interval: { low: number; high: number } | null;
  ensemble: { metrics: { uar: number }; ece: number; nModels: number } | null;
}

interface RunReport {
  folds: { name: string; validation: { accuracy: number } | null; metrics: { uar: number } }[];
  perCorpus: { group: string; uar: number }[];
  /** null where no temperature could be fitted on other speakers */
  calibration: { ece: number } | null;
}

/** The head of a table of `measuredRow`. */
export const HEAD = `| measurement | protocol | UAR, three seeds | UAR, mean ± deviation | 95 % over speakers | accuracy | macro F1 | ECE | at a temperature |
|---|---|---|---|---|---|---|---|---|`;

/** A row in Markdown of what several seeds gave, and below it what only some measurements have, as sentences. */
export function measuredRow(title: string, folder: string): { row: string; notes: string[] } {
  const { protocolLabel, seeds, overSeeds, interval, ensemble } = read<SeedsReport>(join(folder, "seeds-metrics.json"));
  const runs = seeds.map((one) => read<RunReport>(join(folder, `seed-${one.seed}`, "metrics.json")));
  const tempered = runs.map(({ calibration }) => calibration?.ece);
  const { uar, accuracy, macroF1, ece } = overSeeds;
  const cells = [
    title,
    protocolLabel,
    seeds.map((one) => percent(one.uar)).join(" "),
    `${percent(uar.mean)} ± ${percent(uar.standardDeviation ?? 0)}`,
    interval ? `${percent(interval.low)} to ${percent(interval.high)}` : "unknown",
    ...[accuracy.mean, macroF1.mean, ece.mean].map(percent),
    tempered.every((one) => one !== undefined) ? percent(mean(tempered)) : "none",
  ];
  const validated = runs.flatMap(({ folds }) => folds.map(({ validation }) => validation?.accuracy));
  const corpora = runs[0].perCorpus.map(({ group }) => group);
  return {
    row: `| ${cells.join(" | ")} |`,
    notes: [
      ...(validated.every((one) => one !== undefined)
        ? [`validation accuracy (${protocolLabel}): ${percent(mean(validated))}`]
        : []),
      ...(corpora.length > 1
        ? corpora.map((corpus, i) => `${corpus}: UAR ${percent(mean(runs.map(({ perCorpus }) => perCorpus[i].uar)))}`)
        : []),
      ...(ensemble
        ? [`mean of ${ensemble.nModels} seeds: UAR ${percent(ensemble.metrics.uar)}, ECE ${percent(ensemble.ece)}`]
        : []),
    ].map((note) => `${title}, ${note}`),
  };
}

/** A report; that of a leaky run lies under its label. */
function read<T>(path: string): T {
  const json = JSON.parse(readFileSync(path, "utf8"));
  const [first] = Object.keys(json);
  return Object.keys(json).length === 1 ? json[first] : json;
}

const percent = (share: number) => (100 * share).toFixed(1);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
