import { isLeakyLabel } from "@undertone/corpus";
import {
  auditFindings,
  cautionsOf,
  commandText,
  type LogMel,
  type ReportData,
  reportHtml,
} from "@undertone/evaluation";
import { counted } from "../terminal/format.ts";
import type { ReadRun } from "./read-run.ts";

/** The name of the report in a run's folder. */
export const REPORT_NAME = "report.html";

/** The report of a run, by what its folder tells and the spectrograms of the utterances that were hardest. */
export function runHtml({ report, folds }: ReadRun, spectrograms: ReadonlyMap<string, LogMel>): string {
  const { recipe, corpora, protocolLabel, speakers, broken } = report;
  const made = folds.flatMap(({ predictions }) => predictions);
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
    folds: folds.map(({ report: fold, predictions, history }) => ({
      name: fold.name,
      predictions,
      temperature: fold.calibration
        ? { value: fold.calibration.temperature, fittedOn: fold.calibration.fittedOn }
        : null,
      history,
      keptEpoch: fold.keptEpoch,
    })),
    baselines:
      uar === undefined || accuracy === undefined ? [] : [{ name: "always the commonest emotion", uar, accuracy }],
    audit: auditFindings(report.audit),
    facts: [
      [
        "corpora",
        `${corpora.join(", ")}: ${counted(made.length, "utterance")} tested, ${counted(speakers, "known speaker")}${broken > 0 ? `, ${counted(broken, "file")} left out as broken` : ""}`,
      ],
      ["folder", report.folder],
      ["recipe", `${recipe.name}, ${counted(recipe.epochs, "epoch")}, seed ${recipe.seed}`],
      ["recipe SHA-256", recipe.sha256],
      ...folds.map(({ report: fold }): [string, string] => [`weights SHA-256, ${fold.name}`, fold.weightsSha256]),
      ...(report.final ? [["weights SHA-256, final model", report.final.weightsSha256] as [string, string]] : []),
      ["Undertone", report.undertoneVersion],
    ],
    command: commandText(report.command),
    spectrograms,
  };
  return reportHtml(data);
}
