import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Fold, FoldPlan } from "@undertone/corpus";
import { type Calibration, calibrationOf, judged, type Prediction } from "@undertone/evaluation";
import type { Recordings } from "@undertone/features";
import type { Recipe } from "@undertone/trainer";
import { syncFolder, writeAtomic, writeJson } from "../files/atomic-write.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { removeCheckpoints } from "./checkpoints.ts";
import type { Engine } from "./engine.ts";
import { predictions, predictionsCsv } from "./judge.ts";
import { underLabel } from "./protocol.ts";
import { type Recording, speakersOf } from "./recording.ts";
import type { FoldReport, RunReport } from "./run-report.ts";
import type { TeachersOf } from "./teachers.ts";
import { type TrainedModel, trainModel } from "./train-model.ts";

/** All that the trainings of a run share. */
export interface Run {
  /** where it is written */
  folder: string;
  /** whether each training keeps checkpoints and goes on from those it finds */
  resumable: boolean;
  recipe: Recipe;
  labels: string[];
  plan: FoldPlan<Recording>;
  /** the sets that the recipe's augmentation names */
  namedRecordings: Recordings;
  /** whom each training learns from besides its labels */
  teachersOf: TeachersOf;
  /** the protocol in words */
  protocolLabel: string;
  engine: Engine;
  terminal: Terminal;
  signal: AbortSignal;
}

/** Where a run's final model is, within its folder. */
export const FINAL_FOLDER = "final";

export interface TestedFold {
  report: FoldReport;
  predictions: Prediction[];
  model: Pick<TrainedModel, "bundle" | "path">;
}

/**
 * Trains on a fold and tests on its other side, with the runtime and the very bundle that was written. Writes
 * history.jsonl, model.undertone, predictions.csv and metrics.json to the fold's folder.
 *
 * @param folder  within the run: "fold-1"; "" for the run's own
 */
export async function trainFold(run: Run, fold: Fold<Recording>, title: string, folder: string): Promise<TestedFold> {
  const { labels, plan, protocolLabel, terminal, signal } = run;
  const path = join(run.folder, folder);
  const model = await trainedIn(run, fold, title, folder);

  const phase = terminal.phase({
    title: `${title}, test`,
    total: fold.test.length,
    unit: "utterances",
    lines: "timed",
  });
  const made = await predictions(model, fold.test, phase, signal);
  const calibration = fold.validation.length > 0 ? await calibrated(run, fold, title, model, made) : null;
  const counts = (side: readonly Recording[]) => side.length;
  const report: FoldReport = {
    name: fold.name,
    folder,
    protocol: plan.protocol,
    protocolLabel,
    utterances: onSides(fold, counts),
    speakers: onSides(fold, speakersOf),
    keptEpoch: model.keptEpoch,
    validation: model.history[model.keptEpoch - 1].validation,
    epochs: model.history.length,
    weightsSha256: model.bundle.training.weightsSha256,
    ...judged(made, labels, run.recipe.seed),
    calibration,
  };
  await writeAtomic(join(path, "predictions.csv"), predictionsCsv(made, labels, protocolLabel));
  await writeJson(join(path, "metrics.json"), underLabel(report));
  await removeCheckpoints(path);
  return { report, predictions: made, model };
}

/** Fits the temperature on the validation side: other speakers than those tested, though an epoch may have been chosen by them. */
async function calibrated(
  { terminal, signal }: Run,
  { validation }: Fold<Recording>,
  title: string,
  model: TrainedModel,
  made: readonly Prediction[],
): Promise<Calibration> {
  const phase = terminal.phase({
    title: `${title}, calibrate`,
    total: validation.length,
    unit: "utterances",
    lines: "timed",
  });
  return calibrationOf(await predictions(model, validation, phase, signal), "the validation side", made);
}

/**
 * Trains the model of all speakers. The checkpoints stay until the run is reported: with them its end is found again.
 */
export async function trainFinal(run: Run, fold: Fold<Recording>): Promise<NonNullable<RunReport["final"]>> {
  const { keptEpoch, history, bundle } = await trainedIn(run, fold, "final model", FINAL_FOLDER);
  const { weightsSha256 } = bundle.training;
  return { folder: FINAL_FOLDER, keptEpoch, epochs: history.length, weightsSha256 };
}

async function trainedIn(run: Run, fold: Fold<Recording>, title: string, within: string): Promise<TrainedModel> {
  const { resumable, recipe, labels, protocolLabel: protocol, namedRecordings, engine, terminal, signal } = run;
  const folder = join(run.folder, within);
  await mkdir(folder, { recursive: true });
  await syncFolder(run.folder);
  const { train, validation } = fold;
  const teachers = await run.teachersOf(within);
  const job = { title, folder, resumable, recipe, labels, train, validation, protocol, namedRecordings, teachers };
  return trainModel(job, engine, terminal, signal);
}

function onSides<T>({ train, validation, test }: Fold<Recording>, of: (side: readonly Recording[]) => T) {
  return { train: of(train), validation: of(validation), test: of(test) };
}
