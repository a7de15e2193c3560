import { join } from "node:path";
import { type CorpusListing, isAudioPath, ManifestError, readCorpus, readManifest } from "@undertone/corpus";
import { CommandError, rejecting, UsageError } from "../errors.ts";
import { readText } from "../files/read-file.ts";
import { walk } from "../files/walk.ts";
import type { CorpusArguments } from "../options.ts";
import { counted } from "../terminal/format.ts";

/**
 * Lists the utterances under a folder, by their names or by a manifest whose paths are relative to the folder. Audio that
 * the manifest does not list is unrecognized.
 *
 * @param within  only what lies in these folders of the folder; "" is all of it. Several have no manifest
 * @throws UsageError for a wrong option; CommandError for a manifest that cannot be read or without any utterance
 */
export async function openCorpus(
  folder: string,
  { manifest, ...options }: CorpusArguments,
  signal: AbortSignal,
  within: readonly string[] = [""],
): Promise<CorpusListing> {
  const paths: string[] = [];
  for (const part of within) {
    const found = await walk(join(folder, part), signal);
    paths.push(...(part === "" ? found : found.map((path) => `${part}/${path}`)));
  }
  if (manifest === undefined) return rejecting(UsageError, () => readCorpus(paths, options));

  if (within.length > 1) throw new UsageError(`manifest is ${manifest}, expected none with several folders`);
  const listing = await readManifestFile(manifest, options);
  const { utterances, unrecognized, dropped } = listing;
  const known = new Set([...utterances, ...unrecognized, ...dropped].map(({ path }) => path));
  const unlisted = paths.filter((path) => isAudioPath(path) && !known.has(path));
  return {
    ...listing,
    unrecognized: [...unrecognized, ...unlisted.map((path) => ({ path, reason: "is not in the manifest" }))],
  };
}

async function readManifestFile(path: string, options: Omit<CorpusArguments, "manifest">): Promise<CorpusListing> {
  const csv = await readText(path);
  try {
    return rejecting(UsageError, () => readManifest(csv, options));
  } catch (error) {
    throw error instanceof ManifestError ? new CommandError(`${path}: ${error.message}`) : error;
  }
}

/** @throws CommandError if there is no utterance */
export function assertUtterances(folder: string, { utterances, unrecognized }: CorpusListing): void {
  if (utterances.length > 0) return;
  throw new CommandError(
    unrecognized.length > 0
      ? `${folder}: none of ${counted(unrecognized.length, "audio file")} could be labelled, expected a known corpus, a folder per label, --adapter folder-speaker or --manifest`
      : `${folder}: holds no audio files`,
  );
}
