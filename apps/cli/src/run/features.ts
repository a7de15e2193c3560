import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { type InputSpec, nCoefficientsOf } from "@undertone/core";
import type { PathReason } from "@undertone/corpus";
import { CommandError, Interrupted, UsageError } from "../errors.ts";
import { writeAtomic, writeJson } from "../files/atomic-write.ts";
import { csv } from "../files/csv.ts";
import { createNpy, type NpyWriter } from "../files/npy.ts";
import { readBundle } from "../files/read-bundle.ts";
import { type Loading, loadShown } from "../load/load-shown.ts";
import type { CorpusArguments, LoadingArguments } from "../options.ts";
import { counted, fileSize } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { VERSION } from "../version.ts";
import { reportBroken } from "./decode-corpus.ts";
import { loadRecipe } from "./load-recipe.ts";
import { openCorpus } from "./open-corpus.ts";

/** What `undertone features` was asked for. */
export interface FeaturesArguments extends CorpusArguments, LoadingArguments {
  out: string;
  recipe: string;
  /** a bundle's file, whose features are made instead of a recipe's */
  model?: string;
}

/** A recording whose features are asked for; label and speaker where they are known. */
interface Source {
  path: string;
  corpus: string;
  speaker: string | null;
  label: string;
}

/** A row of index.csv: where in the matrix a recording is. */
interface Extent extends Source {
  firstFrame: number;
  nFrames: number;
  seconds: number;
}

const FILES = ["features.npy", "index.csv", "features.json"];

/** `undertone features`. */
export async function features(
  folder: string,
  options: FeaturesArguments,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<void> {
  const { out } = options;
  const input = await inputSpecOf(options);
  const sources = await sourcesIn(folder, options, signal);
  await mkdir(out, { recursive: true });
  const foreign = (await readdir(out)).find((name) => !FILES.includes(name) && !/\.tmp$/.test(name));
  if (foreign !== undefined) {
    throw new UsageError(`out is ${out}, which holds ${foreign}, expected a new folder or earlier features`);
  }

  const nCoefficients = nCoefficientsOf(input.features);
  const matrix = await createNpy(join(out, "features.npy"), nCoefficients);
  const paths = sources.map(({ path }) => join(folder, path));
  const loading: Loading = { title: "features", paths, target: { kind: "features", input }, options };
  try {
    const { extents, broken, warnings, nFromCache } = await extract(loading, sources, matrix, terminal, signal);
    reportBroken(broken, sources.length, terminal);
    for (const { path, reason } of warnings) terminal.warn(`${path}: warning: ${reason}`);
    await matrix.finish();
    await writeAtomic(join(out, "index.csv"), indexCsv(extents));

    const nFrames = extents.reduce((sum, extent) => sum + extent.nFrames, 0);
    const report = {
      undertoneVersion: VERSION,
      folder,
      input,
      shape: [nFrames, nCoefficients],
      recordings: extents.length,
      broken,
      warnings,
    };
    await writeJson(join(out, "features.json"), report);
    const size = fileSize(4 * nFrames * nCoefficients);
    terminal.print(
      `${counted(extents.length, "recording")}, ${nFromCache} of them from the cache\n${join(out, "features.npy")}: float32 [${nFrames}, ${nCoefficients}], ${size}\n${join(out, "index.csv")}: which rows are whose`,
    );
    terminal.result({ out, ...report, fromCache: nFromCache });
  } catch (error) {
    throw error instanceof Interrupted
      ? new Interrupted(`${out} has no new features; the cache keeps what was made`)
      : error;
  } finally {
    await matrix.dispose();
  }
}

async function inputSpecOf({ model, recipe }: FeaturesArguments): Promise<InputSpec> {
  return model === undefined ? (await loadRecipe(recipe, {})).input : (await readBundle(model)).input;
}

/** All audio of a folder, labelled where its names or the manifest say so. */
async function sourcesIn(folder: string, options: CorpusArguments, signal: AbortSignal): Promise<Source[]> {
  const { utterances, unrecognized } = await openCorpus(folder, options, signal);
  const unlabelled = unrecognized.map(({ path }) => ({ path, corpus: "", speaker: null, label: "" }));
  const sources = [...utterances, ...unlabelled];
  if (sources.length === 0) throw new CommandError(`${folder}: holds no audio files`);
  return sources;
}

async function extract(
  loading: Loading,
  sources: readonly Source[],
  matrix: NpyWriter,
  terminal: Terminal,
  signal: AbortSignal,
) {
  const extents: Extent[] = [];
  const broken: PathReason[] = [];
  const warnings: PathReason[] = [];
  let [i, firstFrame, nFromCache] = [0, 0, 0];
  for await (const outcome of loadShown(loading, terminal, signal)) {
    const source = sources[i++];
    if ("reason" in outcome) {
      broken.push({ path: source.path, reason: outcome.reason });
      continue;
    }
    const { length: nFrames, seconds, warnings: own } = outcome.about;
    await matrix.append(outcome.values);
    extents.push({ ...source, firstFrame, nFrames, seconds });
    warnings.push(...own.map((reason) => ({ path: source.path, reason })));
    firstFrame += nFrames;
    if (outcome.fromCache) nFromCache++;
  }
  return { extents, broken, warnings, nFromCache };
}

function indexCsv(extents: readonly Extent[]): string {
  const rows = extents.map(({ path, corpus, speaker, label, firstFrame, nFrames, seconds }) => [
    ...[path, corpus, speaker ?? "", label],
    ...[firstFrame, nFrames, seconds],
  ]);
  return csv([["path", "corpus", "speaker", "label", "firstFrame", "nFrames", "seconds"], ...rows]);
}
