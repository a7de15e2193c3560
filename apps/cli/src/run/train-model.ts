import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { type Bundle, decodeBundle, encodeBundle } from "@undertone/core";
import { type Epoch, modelBundle, type Recipe, train } from "@undertone/trainer";
import { CommandError, rejectAs } from "../errors.ts";
import { writeAtomic } from "../files/atomic-write.ts";
import { percent } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { VERSION } from "../version.ts";
import type { Engine } from "./engine.ts";
import { isSynthetic } from "./protocol.ts";
import { corporaOf, type Recording, speakersOf } from "./recording.ts";

/** One training within a run. */
export interface TrainingJob {
  /** for progress and errors: "fold 1 of 5" */
  title: string;
  /** gets history.jsonl and model.undertone */
  folder: string;
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
 * @throws CommandError if the recipe does not fit the data; the signal's reason when aborted
 */
export async function trainModel(
  job: TrainingJob,
  engine: Engine,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<TrainedModel> {
  const { title, recipe, labels } = job;
  const phase = terminal.phase({
    title,
    total: recipe.epochs * job.train.length,
    unit: "utterances",
    lines: "reached",
  });
  const examples = (recordings: readonly Recording[]) =>
    recordings.map(({ waveform, label }) => ({ waveform, label: labels.indexOf(label) }));
  const data = { labels, train: examples(job.train), validation: examples(job.validation) };
  try {
    const trained = await train(recipe, data, {
      ...engine,
      signal,
      onStep: ({ nUtterances }) => phase.advance(nUtterances),
      onEpoch: (epoch) => {
        appendFileSync(join(job.folder, "history.jsonl"), `${JSON.stringify(epoch)}\n`);
        phase.advance(0, `epoch ${epoch.epoch}/${recipe.epochs}, ${lossText(epoch)}`);
        phase.reached(`epoch ${epoch.epoch} of ${recipe.epochs}, ${lossText(epoch)}`);
      },
    }).catch(rejectAs(CommandError, `${title}: `));
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

function lossText({ trainingLoss, validation }: Epoch): string {
  const unseen = validation ? `, validation UAR ${percent(validation.uar)}` : "";
  return `loss ${trainingLoss.toFixed(3)}${unseen}`;
}
