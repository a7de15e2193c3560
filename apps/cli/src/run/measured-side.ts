import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Bundle } from "@undertone/core";
import type { FoldPlanJson, Utterance } from "@undertone/corpus";
import { readJsonIfThere } from "../files/read-file.ts";
import type { LoadingArguments } from "../options.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { decodeAgain } from "./decode-corpus.ts";
import { demoRecordings } from "./demo-recordings.ts";
import type { Recording } from "./recording.ts";
import { type RunOrder, readOrder, readRunCorpus } from "./run-order.ts";
import { divisionFor } from "./training-options.ts";

/** So many recordings tell a difference of half a point; of more, as many are taken, evenly spread. */
const MOST = 1000;

/** Recordings on which a run's model can be measured once more, and which they are. */
export interface MeasuredSide {
  recordings: Recording[];
  /** "the validation side", or "the training side, for nobody validated" */
  name: string;
}

/** Where a run's recordings are, how they are loaded, and of which model. */
export interface SideArguments extends LoadingArguments {
  /** the folder of recordings, where it is no longer where it was */
  corpus?: string | undefined;
}

/** A model of a run. */
export interface RunModel {
  run: string;
  /** its fold's name in folds.json; null: the final model */
  fold: string | null;
  bundle: Bundle;
}

/**
 * The validation side of a run's model or, where there is none, its training side.
 *
 * @returns  a text that says why there is none: no run notes its recordings, or they are not where they were
 * @throws CommandError if recordings have changed since
 */
export async function measuredSide(
  model: RunModel,
  { corpus: named, ...loading }: SideArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<MeasuredSide | string> {
  const { run, bundle } = model;
  const { sampleRate } = bundle.input.features;
  const noted = await readRunCorpus(run);
  if (!noted) {
    const plan = await readPlan(run);
    if (!bundle.training.synthetic || !plan) return `${run} does not say which recordings it was trained on`;
    const recordings = await demoRecordings(bundle.training.seed, sampleRate, terminal, signal);
    const { taken, name } = sideOf(recordings, plan.folds[0]);
    return { recordings: taken, name };
  }
  const order = await readOrder(run);
  const folder = named ?? order.corpusPath;
  const isThere = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isThere) return `the recordings are not in ${folder}, expected there or named by --corpus`;

  const { utterances, waveforms } = noted;
  const sound = utterances.filter(({ path }) => Object.hasOwn(waveforms, path));
  const { taken, name } = sideOf(sound, await sidesOf(model, sound, order));
  const decoding = { folder, utterances: taken, sampleRate, options: loading };
  return { recordings: await decodeAgain(decoding, waveforms, terminal, signal), name };
}

/** Paths of altered copies are no recording's and drop out. */
interface Sides {
  train: readonly string[];
  validation: readonly string[];
}

function sideOf<U extends Utterance>(utterances: readonly U[], { train, validation }: Sides) {
  const paths = new Set(validation.length > 0 ? validation : train);
  const side = utterances.filter(({ path }) => paths.has(path));
  const place = (i: number) => Math.floor((i * Math.min(MOST, side.length)) / side.length);
  return {
    taken: side.filter((_, i) => place(i + 1) > place(i)),
    name: validation.length > 0 ? "the validation side" : "the training side, for nobody validated",
  };
}

async function sidesOf(
  { run, fold }: RunModel,
  utterances: readonly Utterance[],
  { options, recipe }: RunOrder,
): Promise<Sides> {
  if (fold !== null) {
    return (await readPlan(run))?.folds.find(({ name }) => name === fold) ?? { train: [], validation: [] };
  }
  const { final } = divisionFor(utterances, options, recipe);
  const paths = (side: readonly Utterance[] = []) => side.map(({ path }) => path);
  return { train: paths(final?.train), validation: paths(final?.validation) };
}

const readPlan = (run: string) => readJsonIfThere<FoldPlanJson>(join(run, "folds.json"));
