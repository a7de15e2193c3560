import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { type Bundle, decodeBundle, encodeBundle } from "@undertone/core";
import {
  CheckpointError,
  type Epoch,
  modelBundle,
  type Recipe,
  type TrainingEnvironment,
  train,
} from "@undertone/trainer";
import { CommandError, rejectAs } from "../errors.ts";
import { writeAtomic } from "../files/atomic-write.ts";
import { percent } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { VERSION } from "../version.ts";
import { openCheckpoints } from "./checkpoints.ts";
import type { Engine } from "./engine.ts";
import { isSynthetic } from "./protocol.ts";
import { corporaOf, type Recording, speakersOf } from "./recording.ts";

/** One training within a run. */
export interface TrainingJob {
  /** for progress and errors: "fold 1 of 5" */
  title: string;
  /** gets history.jsonl and model.undertone */
  folder: string;
  /** keeps checkpoints in the folder, too, and goes on behind the newest that is there */
  resumable: boolean;
  recipe: Recipe;
  labels: readonly string[];
  train: readonly Recording[];
  validation: readonly Recording[];
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
 * Trains a model, adding a line to history.jsonl as each epoch ends, and writes its bundle. The bundle has no metrics yet:
 * nothing was tested.
 *
 * @throws CommandError if the recipe does not fit the data; CheckpointError if a checkpoint that is there is of another
 *         training; the signal's reason when aborted
 */
export async function trainModel(
  job: TrainingJob,
  engine: Engine,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<TrainedModel> {
  const { title, recipe, labels } = job;
  const checkpoints = job.resumable ? await openCheckpoints(job.folder, terminal.warn) : null;
  const newest = checkpoints?.newest;
  const before = newest?.checkpoint.history ?? [];
  const historyPath = join(job.folder, "history.jsonl");
  await writeAtomic(historyPath, before.map(historyLine).join(""));
  if (newest) terminal.print(`${title}: goes on behind epoch ${before.length}, from ${newest.path}`);
  const phase = terminal.phase({
    title,
    total: recipe.epochs * job.train.length,
    done: before.length * job.train.length,
    unit: "utterances",
    lines: "reached",
  });
  const examples = (recordings: readonly Recording[]) =>
    recordings.map(({ waveform, label }) => ({ waveform, label: labels.indexOf(label) }));
  const data = { labels, train: examples(job.train), validation: examples(job.validation) };
  try {
    const environment: TrainingEnvironment = {
      ...engine,
      signal,
      onStep: ({ nUtterances }) => phase.advance(nUtterances),
      onEpoch: (epoch) => {
        appendFileSync(historyPath, historyLine(epoch));
        phase.advance(0, `epoch ${epoch.epoch}/${recipe.epochs}, ${lossText(epoch)}`);
        phase.reached(`epoch ${epoch.epoch} of ${recipe.epochs}, ${lossText(epoch)}`);
      },
      ...(checkpoints && { onCheckpoint: checkpoints.write }),
    };
    const trained = await train(recipe, data, environment, newest?.checkpoint)
      .catch(rejectAs(CommandError, `${title}: `))
      .catch((error) => {
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
    phase.end();
  }
}

const historyLine = (epoch: Epoch) => `${JSON.stringify(epoch)}\n`;

function lossText({ trainingLoss, validation }: Epoch): string {
  const unseen = validation ? `, validation UAR ${percent(validation.uar)}` : "";
  return `loss ${trainingLoss.toFixed(3)}${unseen}`;
}
