import type { FoldPlan } from "@undertone/corpus";
import { type Recipe, recipeSha256 } from "@undertone/trainer";
import { counted, percent } from "../terminal/format.ts";
import { labelsOf, type Recording, speakersOf } from "./recording.ts";
import type { FoldReport, RunReport } from "./run-report.ts";

type TrainedWeights = Pick<FoldReport, "keptEpoch" | "epochs" | "weightsSha256">;

/** What is about to be trained, before it is. */
export function headText(folder: string, recordings: readonly Recording[], division: string, recipe: Recipe): string {
  const speakers = speakersOf(recordings);
  const whose = speakers.length > 0 ? ` of ${counted(speakers.length, "speaker")}` : "";
  return [
    `${folder}: ${counted(recordings.length, "utterance")}${whose}; ${labelsOf(recordings).join(", ")}`,
    division,
    `recipe ${recipe.name}: ${counted(recipe.epochs, "epoch")}, seed ${recipe.seed}, SHA-256 ${recipeSha256(recipe)}`,
  ].join("\n");
}

/** How a corpus is divided, and what that promises. */
export function divisionText({ protocol, folds }: FoldPlan<Recording>, protocolLabel: string): string {
  const sizeOf = (side: readonly Recording[]) =>
    protocol === "speaker" ? counted(speakersOf(side).length, "speaker") : counted(side.length, "utterance");
  const { train, validation, test } = folds[0];
  const which = folds.length === 1 ? "" : `${folds.length} folds, in the first `;
  const validating = validation.length === 0 ? "" : `${sizeOf(validation)} to validate, `;
  return `protocol ${protocolLabel}: ${which}${sizeOf(train)} to train on, ${validating}${sizeOf(test)} to test`;
}

/** One fold's result. */
export function foldText(title: string, report: FoldReport): string {
  const { metrics, speakers } = report;
  const whose = report.protocol === "speaker" ? ` of ${counted(speakers.test.length, "unseen speaker")}` : "";
  return [
    `${title}: UAR ${percent(metrics.uar)}, accuracy ${percent(metrics.accuracy)} on ${counted(metrics.nUtterances, "utterance")}${whose}`,
    `  ${modelText(report)}`,
  ].join("\n");
}

/** The final model's. */
export function finalText(final: NonNullable<RunReport["final"]>): string {
  return `final model, of all recordings\n  ${modelText(final)}`;
}

/** Which weights a training gave. */
export function modelText({ keptEpoch, epochs, weightsSha256 }: TrainedWeights): string {
  return `epoch ${keptEpoch} of ${epochs} kept, weights SHA-256 ${weightsSha256}`;
}

/** Mean and deviation over folds, where there are several. */
export function overFoldsText({ summary: { nFolds, measures } }: RunReport): string {
  const { mean, standardDeviation } = measures.uar;
  const deviation = standardDeviation === null ? "" : ` ± ${(100 * standardDeviation).toFixed(1)}`;
  return `UAR over ${counted(nFolds, "fold")}: ${(100 * mean).toFixed(1)}${deviation} %`;
}
