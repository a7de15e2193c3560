import { join, resolve } from "node:path";
import type { CorpusListing } from "@undertone/corpus";
import { parseRecipe, type Recipe } from "@undertone/trainer";
import { CommandError, rejecting } from "../errors.ts";
import { writeJson } from "../files/atomic-write.ts";
import type { CorpusPlace } from "../files/common-folder.ts";
import { readJsonIfThere } from "../files/read-file.ts";
import { VERSION } from "../version.ts";
import type { DecodedCorpus, WaveformHashes } from "./decode-corpus.ts";
import { resolved } from "./named-recordings.ts";
import type { TrainArguments } from "./training-options.ts";

/** What a run was asked to do: run.json, the first file in its folder. */
export interface RunOrder {
  /** a run is ended by the version that began it: another may compute other bits */
  undertoneVersion: string;
  /** the words of the command line behind `undertone` */
  args: readonly string[];
  /** the folder of recordings as it was named, and where it is */
  corpus: string;
  corpusPath: string;
  /** those of its folders that are read, with "/"; "" is all of it */
  within: readonly string[];
  options: TrainArguments;
  recipe: Recipe;
}

/** What a run trains on: corpus.json in its folder. */
export interface RunCorpus extends CorpusListing, Omit<DecodedCorpus, "recordings" | "hashes" | "audited"> {
  folder: string;
  options: TrainArguments;
  /** of each utterance that could be decoded */
  waveforms: WaveformHashes;
}

/** The order of a run that begins now. */
export function runOrder(
  { name: corpus, root, folders: within }: CorpusPlace,
  options: TrainArguments,
  recipe: Recipe,
  args: readonly string[],
): RunOrder {
  return { undertoneVersion: VERSION, args, corpus, corpusPath: resolve(root), within, options, recipe };
}

export const orderPath = (run: string): string => join(run, "run.json");

export function writeOrder(run: string, order: RunOrder): Promise<void> {
  const { manifest, teacher, recordings } = order.options;
  const options = {
    ...order.options,
    ...(manifest !== undefined && { manifest: resolve(manifest) }),
    ...(teacher !== undefined && { teacher: resolve(teacher) }),
    ...(recordings !== undefined && { recordings: resolved(recordings) }),
  };
  return writeJson(orderPath(run), { ...order, options });
}

/** @throws CommandError if the folder holds no run, or one of another version */
export async function readOrder(run: string): Promise<RunOrder> {
  const path = orderPath(run);
  const order = await readJsonIfThere<RunOrder>(path);
  if (!order) {
    throw new CommandError(
      `${run}: holds no run that could be resumed, expected run.json as undertone train writes it`,
    );
  }
  const { undertoneVersion: version, recipe } = order;
  if (version !== VERSION) {
    throw new CommandError(
      `${path}: undertoneVersion is ${version}, expected ${VERSION}: the version that began a run must end it`,
    );
  }
  return { ...order, recipe: rejecting(CommandError, () => parseRecipe(recipe), `${path}: `) };
}

const corpusPath = (run: string) => join(run, "corpus.json");

export function writeRunCorpus(run: string, corpus: RunCorpus): Promise<void> {
  return writeJson(corpusPath(run), corpus);
}

/** Null if the run was stopped before it knew what it trains on. */
export function readRunCorpus(run: string): Promise<RunCorpus | null> {
  return readJsonIfThere<RunCorpus>(corpusPath(run));
}
