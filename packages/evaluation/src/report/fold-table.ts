import { confusionOf } from "../confusion-matrix.ts";
import { accuracy, uar } from "../metrics.ts";
import { bar, cell, percent, row, table } from "./figures.ts";
import type { Html } from "./html.ts";
import type { ReportFold } from "./report-data.ts";

/** How the model of each fold fared on what it was tested on. */
export function foldTable(folds: readonly ReportFold[], labels: readonly string[]): Html {
  const rows = folds.map(({ name, predictions, temperature }) => {
    const confusion = confusionOf(predictions, labels.length);
    const speakers = new Set(predictions.flatMap(({ speaker }) => speaker ?? []));
    return row(name, [
      bar(uar(confusion)),
      cell(percent(accuracy(confusion))),
      cell(speakers.size === 0 ? "–" : speakers.size),
      cell(predictions.length),
      cell(temperature?.value ?? "–"),
    ]);
  });
  return table("By fold, in percent", ["fold", "UAR", "accuracy", "speakers", "utterances", "temperature"], rows);
}
