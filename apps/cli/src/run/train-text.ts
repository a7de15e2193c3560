import type { FoldPlan } from "@undertone/corpus";
import type { Recipe } from "@undertone/trainer";
import { counted, percent } from "../terminal/format.ts";
import { recipeSha256 } from "./recipe-sha256.ts";
import { labelsOf, type Recording, speakersOf } from "./recording.ts";
import type { FoldReport, RunReport } from "./run-report.ts";

/** What is about to be trained, before it is. */
export function headText(
  folder: string,
  recordings: readonly Recording[],
  plan: FoldPlan<Recording>,
  protocolLabel: string,
  recipe: Recipe,
): string {
  const speakers = speakersOf(recordings);
  const whose = speakers.length > 0 ? ` of ${counted(speakers.length, "speaker")}` : "";
  const [{ validation }] = plan.folds;
  const choosing =
    plan.protocol === "speaker"
      ? counted(speakersOf(validation).length, "speaker")
      : counted(validation.length, "utterance");
  return [
    `${folder}: ${counted(recordings.length, "utterance")}${whose}; ${labelsOf(recordings).join(", ")}`,
    `protocol ${protocolLabel}: ${counted(plan.folds.length, "fold")}, ${choosing} held out of each training side to choose the epoch`,
    `recipe ${recipe.name}: ${counted(recipe.epochs, "epoch")}, seed ${recipe.seed}, SHA-256 ${recipeSha256(recipe)}`,
  ].join("\n");
}

/** One fold's result. */
export function foldText(title: string, report: FoldReport): string {
  const { metrics, speakers, keptEpoch, epochs, weightsSha256 } = report;
  const whose = report.protocol === "speaker" ? ` of ${counted(speakers.test.length, "unseen speaker")}` : "";
  return [
    `${title}: UAR ${percent(metrics.uar)}, accuracy ${percent(metrics.accuracy)} on ${counted(metrics.nUtterances, "utterance")}${whose}`,
    modelText(keptEpoch, epochs, weightsSha256),
  ].join("\n");
}

/** The final model's. */
export function finalText({ keptEpoch, epochs, weightsSha256 }: NonNullable<RunReport["final"]>): string {
  return `final model, of all speakers:\n${modelText(keptEpoch, epochs, weightsSha256)}`;
}

function modelText(keptEpoch: number, epochs: number, weightsSha256: string): string {
  return `  epoch ${keptEpoch} of ${epochs} kept, weights SHA-256 ${weightsSha256}`;
}

/** Mean and deviation over folds, where there are several. */
export function overFoldsText({ summary: { nFolds, measures } }: RunReport): string {
  const { mean, standardDeviation } = measures.uar;
  const deviation = standardDeviation === null ? "" : ` ± ${(100 * standardDeviation).toFixed(1)}`;
  return `UAR over ${counted(nFolds, "fold")}: ${(100 * mean).toFixed(1)}${deviation} %`;
}
