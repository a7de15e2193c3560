import { isLeakyLabel } from "@undertone/corpus";
import {
  auditFindings,
  cautionsOf,
  commandText,
  type LogMel,
  type ReportData,
  reportHtml,
} from "@undertone/evaluation";
import { lengthText } from "@undertone/trainer";
import { counted } from "../terminal/format.ts";
import type { ReadRun } from "./read-run.ts";

/** The name of the report in a run's folder. */
export const REPORT_NAME = "report.html";

/**
 * The report of a run, or of one by several seeds, by what the folder tells and the spectrograms of the utterances that were
 * hardest.
 *
 * @param runs     one for each seed, in the same folds
 * @param command  the words that repeat it
 */
export function runHtml(
  runs: readonly ReadRun[],
  command: readonly string[],
  spectrograms: ReadonlyMap<string, LogMel>,
): string {
  const [{ report, folds: firstFolds }] = runs;
  const { recipe, corpora, protocolLabel, speakers, broken } = report;
  const nTested = firstFolds.reduce((sum, { predictions }) => sum + predictions.length, 0);
  const of = (seed: number) => (runs.length === 1 ? "" : `seed ${seed}, `);
  const { uar, accuracy } = report.baselines?.majority ?? {};
  const data: ReportData = {
    title: `${corpora.join(", ")}, recipe ${recipe.name}`,
    protocol: {
      label: protocolLabel,
      sound: !isLeakyLabel(protocolLabel) && (report.audit?.broken ?? []).length === 0,
    },
    cautions: cautionsOf(report.protocol, report.synthetic),
    labels: report.labels,
    seed: recipe.seed,
    folds: runs.flatMap(({ report: { recipe }, folds }) =>
      folds.map(({ report: fold, predictions, history }) => ({
        name: `${of(recipe.seed)}${fold.name}`,
        seed: recipe.seed,
        predictions,
        temperature: fold.calibration
          ? { value: fold.calibration.temperature, fittedOn: fold.calibration.fittedOn }
          : null,
        history,
        keptEpoch: fold.keptEpoch,
      })),
    ),
    baselines:
      uar === undefined || accuracy === undefined ? [] : [{ name: "always the commonest emotion", uar, accuracy }],
    audit: auditFindings(report.audit),
    facts: [
      [
        "corpora",
        `${corpora.join(", ")}: ${counted(nTested, "utterance")} tested, ${counted(speakers, "known speaker")}${broken > 0 ? `, ${counted(broken, "file")} left out as broken` : ""}`,
      ],
      ["folder", report.folder],
      [
        "recipe",
        `${recipe.name}, ${lengthText(recipe)}, ${runs.length === 1 ? "seed" : "seeds"} ${runs.map((run) => run.report.recipe.seed).join(", ")}`,
      ],
      ...runs.flatMap(({ report: { recipe, folds, final } }): [string, string][] => [
        [`${of(recipe.seed)}recipe SHA-256`, recipe.sha256],
        ...folds.map(({ name, weightsSha256 }): [string, string] => [
          `${of(recipe.seed)}weights SHA-256, ${name}`,
          weightsSha256,
        ]),
        ...(final ? [[`${of(recipe.seed)}weights SHA-256, final model`, final.weightsSha256] as [string, string]] : []),
      ]),
      ["Undertone", report.undertoneVersion],
    ],
    command: commandText(command),
    spectrograms,
  };
  return reportHtml(data);
}
