import { type FoldPlan, labelledNumber, type Protocol } from "@undertone/corpus";
import { lengthText, type Recipe, recipeSha256 } from "@undertone/trainer";
import { counted, percent } from "../terminal/format.ts";
import { corporaOf, labelsOf, type Recording, speakersOf } from "./recording.ts";
import type { FoldReport, RunReport } from "./run-report.ts";

type TrainedWeights = Pick<FoldReport, "keptEpoch" | "epochs" | "weightsSha256">;

/** What is about to be trained, before it is. */
export function headText(folder: string, recordings: readonly Recording[], division: string, recipe: Recipe): string {
  const speakers = speakersOf(recordings);
  const whose = speakers.length > 0 ? ` of ${counted(speakers.length, "speaker")}` : "";
  return [
    `${folder}: ${counted(recordings.length, "utterance")}${whose}; ${labelsOf(recordings).join(", ")}`,
    division,
    `recipe ${recipe.name}: ${lengthText(recipe)}, seed ${recipe.seed}, SHA-256 ${recipeSha256(recipe)}`,
  ].join("\n");
}

/** How a corpus is divided, and what that promises. */
export function divisionText(
  { protocol, labels, folds }: FoldPlan<Recording>,
  protocolLabel: string,
  recordings: readonly Recording[],
): string {
  const sizeOf = (side: readonly Recording[]) => sizeUnder(protocol, side);
  const { train, validation, test } = folds[0];
  const which = folds.length === 1 ? "" : `${folds.length} folds, in the first `;
  const validating = validation.length === 0 ? "" : `${sizeOf(validation)} to validate, `;
  const text = `protocol ${protocolLabel}: ${which}${sizeOf(train)} to train on, ${validating}${sizeOf(test)} to test`;
  const others = recordings.filter(({ label }) => !labels.includes(label));
  if (others.length === 0) return text;
  return `${text}\nleft out: ${counted(others.length, "utterance")} of ${labelsOf(others).join(", ")}, which not every corpus has`;
}

function sizeUnder(protocol: Protocol, side: readonly Recording[]): string {
  if (protocol === "corpus") return `${corporaOf(side).join(" and ")} (${counted(side.length, "utterance")})`;
  if (protocol === "clip") return counted(side.length, "utterance");
  if (protocol === "leaky") return counted(side.length, "row");
  const speakers = counted(speakersOf(side).length, "speaker");
  if (protocol === "speaker") return speakers;
  return `${speakers} and ${counted(new Set(side.map(({ text }) => text)).size, "sentence")}`;
}

/** One fold's result. */
export function foldText(title: string, report: FoldReport): string {
  const { metrics, speakers, validation, protocolLabel } = report;
  const whose = report.protocol.startsWith("speaker") ? ` of ${counted(speakers.test.length, "unseen speaker")}` : "";
  const validated =
    validation && report.protocol === "leaky" ? `validation accuracy ${percent(validation.accuracy)}, test ` : "";
  const numbers = `${validated}accuracy ${percent(metrics.accuracy)}, UAR ${percent(metrics.uar)}`;
  return [
    `${title === protocolLabel ? "" : `${title}, `}${labelledNumber(protocolLabel, numbers)} on ${counted(metrics.nUtterances, "utterance")}${whose}`,
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
export function overFoldsText({ summary: { nFolds, measures }, protocolLabel }: RunReport): string {
  const { mean, standardDeviation } = measures.uar;
  const deviation = standardDeviation === null ? "" : ` ± ${(100 * standardDeviation).toFixed(1)}`;
  return labelledNumber(protocolLabel, `UAR over ${counted(nFolds, "fold")} ${(100 * mean).toFixed(1)}${deviation} %`);
}
