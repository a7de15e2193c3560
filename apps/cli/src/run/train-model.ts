import { join } from "node:path";
import { type Bundle, decodeBundle, encodeBundle } from "@undertone/core";
import { isSynthetic, mapSide, type TrainingSide, type ValidationSide } from "@undertone/corpus";
import type { Recordings } from "@undertone/features";
import {
  ArithmeticError,
  CheckpointError,
  type Epoch,
  type Example,
  modelBundle,
  openCheckpoints,
  type Recipe,
  type Teacher,
  type TrainingEnvironment,
  train,
} from "@undertone/trainer";
import { CommandError, rejectAs } from "../errors.ts";
import { writeAtomic } from "../files/atomic-write.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { VERSION } from "../version.ts";
import { checkpointFolder } from "./checkpoints.ts";
import type { Engine } from "./engine.ts";
import { corporaOf, type Recording, speakersOf } from "./recording.ts";
import { openTrainingRecord } from "./training-record.ts";

/** One training within a run. */
export interface TrainingJob {
  /** for progress and errors: "fold 1 of 5" */
  title: string;
  /** gets history.jsonl, events for TensorBoard and model.undertone */
  folder: string;
  /** keeps checkpoints in the folder, too, and goes on behind the newest that is there */
  resumable: boolean;
  recipe: Recipe;
  labels: readonly string[];
  train: TrainingSide<Recording>;
  validation: ValidationSide<Recording>;
  namedRecordings: Recordings;
  teachers: readonly Teacher[];
  /** how the model's metrics will be measured */
  protocol: string;
}

export interface TrainedModel {
  /** as read back from the file that was written */
  bundle: Bundle;
  path: string;
  keptEpoch: number;
  history: Epoch[];
}

/**
 * Trains a model, recording each epoch as it ends, and writes its bundle. The bundle has no metrics yet:
 * nothing was tested.
 *
 * @throws CommandError if the recipe does not fit the data, or this engine computes other bits; TrainingWorkerError if a
 *         worker dies; CheckpointError if a checkpoint that is there is of another
 *         training; the signal's reason when aborted
 */
export async function trainModel(
  job: TrainingJob,
  engine: Engine,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<TrainedModel> {
  const { title, recipe, labels } = job;
  const checkpoints = job.resumable ? await openCheckpoints(checkpointFolder(job.folder), terminal.warn) : null;
  const newest = checkpoints?.newest;
  const before = newest?.checkpoint.history ?? [];
  if (newest) terminal.print(`${title}: goes on behind epoch ${before.length}, from ${newest.path}`);
  const record = await openTrainingRecord({ ...job, nTrain: job.train.length, before }, terminal);
  const example = ({ waveform, label, corpus, copy }: Recording): Example => ({
    waveform,
    label: labels.indexOf(label),
    corpus,
    ...(copy && { alteration: copy.augmentation }),
  });
  const data = {
    labels,
    train: mapSide(job.train, example),
    validation: mapSide(job.validation, example),
    recordings: job.namedRecordings,
    teachers: job.teachers,
  };
  try {
    const environment: TrainingEnvironment = {
      ...engine,
      signal,
      onStep: record.onStep,
      onEpoch: record.onEpoch,
      ...(checkpoints && { onCheckpoint: checkpoints.write }),
    };
    const trained = await train(recipe, data, environment, newest?.checkpoint)
      .catch(rejectAs(CommandError, `${title}: `))
      .catch((error) => {
        if (error instanceof ArithmeticError) throw new CommandError(error.message, { cause: error });
        throw error instanceof CheckpointError ? new CheckpointError(error.reason, { file: newest?.path }) : error;
      });
    const heard = [...job.train, ...job.validation];
    const bundle = modelBundle(trained.model, {
      corpora: corporaOf(heard),
      speakers: speakersOf(heard),
      synthetic: isSynthetic(heard),
      protocol: job.protocol,
      metrics: {},
      undertoneVersion: VERSION,
    });
    const path = join(job.folder, "model.undertone");
    const bytes = encodeBundle(bundle);
    await writeAtomic(path, bytes);
    return { bundle: decodeBundle(bytes, path), path, keptEpoch: trained.keptEpoch, history: trained.history };
  } finally {
    record.end();
  }
}
