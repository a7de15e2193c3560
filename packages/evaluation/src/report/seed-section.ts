import { tempered } from "../calibrated.ts";
import { expectedCalibrationError } from "../calibration.ts";
import { confusionOf } from "../confusion-matrix.ts";
import { ensemblePredictions } from "../ensemble-predictions.ts";
import { meanAndDeviation } from "../mean-and-deviation.ts";
import { accuracy, macroF1, uar } from "../metrics.ts";
import type { Prediction } from "../prediction.ts";
import { cell, percent, row, table } from "./figures.ts";
import { type Html, html } from "./html.ts";
import type { ReportFold } from "./report-data.ts";

/** The folds of each seed, in the order of the first of each. */
export type FoldsBySeed = ReadonlyMap<number, readonly ReportFold[]>;

export function foldsBySeed(folds: readonly ReportFold[]): FoldsBySeed {
  return new Map(folds.map(({ seed }) => [seed, folds.filter((fold) => fold.seed === seed)]));
}

/** What the models of all seeds say together of each utterance; throws as `ensemblePredictions`. */
export function predictionsOfSeeds(seeds: FoldsBySeed): Prediction[] {
  return ensemblePredictions([...seeds.values()].map(predictionsOf));
}

/** How much is luck: each seed by itself, their mean and deviation, and all of them asked together. */
export function seedSection(seeds: FoldsBySeed, labels: readonly string[]): Html {
  const measures = [...seeds.values()].map((folds) => [
    ...measuresOf(predictionsOf(folds), labels.length),
    eceAtTemperature(folds),
  ]);
  const rows = [...seeds.keys()].map((seed, i) => row(`seed ${seed}`, measures[i].map(shown)));
  const spread = measures[0].map((_, column) => {
    const known = measures.flatMap((values) => values[column] ?? []);
    if (known.length < measures.length) return cell("–");
    const { mean, standardDeviation } = meanAndDeviation(known);
    return cell(`${percent(mean)} ± ${percent(standardDeviation!)}`);
  });
  const together = [...measuresOf(predictionsOfSeeds(seeds), labels.length), null].map(shown);
  const head = ["seed", "UAR", "accuracy", "macro F1", "ECE", "ECE at a temperature"];
  return html`<p>The same recipe in the same folds, begun from other random numbers. In the other tables each utterance counts once for each seed; the hardest utterances are those of all seeds together. To ask all ${seeds.size} models and take the mean of their probabilities costs ${seeds.size} times the size and the time of one.</p>
${table("By seed, in percent", head, [...rows, row("mean ± standard deviation", spread), row(`all ${seeds.size} together`, together)])}`;
}

const predictionsOf = (folds: readonly ReportFold[]) => folds.flatMap(({ predictions }) => predictions);

/** UAR, accuracy, macro F1 and ECE. */
function measuresOf(made: readonly Prediction[], nClasses: number): number[] {
  const confusion = confusionOf(made, nClasses);
  return [uar(confusion), accuracy(confusion), macroF1(confusion), eceOf(made)];
}

/** Each fold's predictions at its own temperature; null unless all have one. */
function eceAtTemperature(folds: readonly ReportFold[]): number | null {
  if (folds.some(({ temperature }) => temperature === null)) return null;
  return eceOf(folds.flatMap(({ predictions, temperature }) => tempered(predictions, temperature!.value)));
}

const eceOf = (made: readonly Prediction[]) =>
  expectedCalibrationError(
    made.map(({ probabilities }) => probabilities),
    made.map(({ truth }) => truth),
  );

const shown = (share: number | null) => cell(share === null ? "–" : percent(share));
