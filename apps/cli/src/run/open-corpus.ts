import { join } from "node:path";
import {
  type CorpusListing,
  isAudioPath,
  ManifestError,
  type ManifestOptions,
  readCorpus,
  readManifest,
} from "@undertone/corpus";
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
  if (manifest === undefined) {
    const own = options.adapter === "auto" ? paths.filter((path) => METADATA.test(path)) : [];
    return listed(folder, paths, own, options);
  }

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

/** What Hugging Face's `audiofolder` has beside its recordings. */
const METADATA = /(^|\/)metadata\.(csv|jsonl)$/;

/** By names, but for folders whose metadata name their recordings: there by these. */
async function listed(
  folder: string,
  paths: readonly string[],
  metadata: readonly string[],
  options: Omit<CorpusArguments, "manifest">,
): Promise<CorpusListing> {
  const audio = new Set(paths.filter(isAudioPath));
  const named: CorpusListing[] = [];
  for (const file of metadata) {
    const text = await readText(join(folder, file));
    // Any corpus may have a table of that name; an audiofolder's has this column.
    if (!/^[^\n]*\bfile_name\b/.test(text)) continue;
    const base = file.slice(0, file.lastIndexOf("/") + 1);
    const listing = readManifestText(text, join(folder, file), { ...options, corpus: "audiofolder" });
    named.push(within(base, listing));
  }
  const lists = named.flatMap(({ utterances, unrecognized, dropped }) => [...utterances, ...unrecognized, ...dropped]);
  const known = new Set(lists.map(({ path }) => path));
  const rest = rejecting(UsageError, () =>
    readCorpus(
      paths.filter((path) => !known.has(path)),
      options,
    ),
  );
  const missing = lists.filter(({ path }) => !audio.has(path)).length;
  if (missing > 0)
    throw new CommandError(
      `${folder}: metadata name ${counted(missing, "file")} that ${missing === 1 ? "is" : "are"} not there`,
    );
  return merged([...named, rest]);
}

/** A listing whose paths begin with `base`. */
function within(base: string, { utterances, unrecognized, dropped, ignored, adapters }: CorpusListing): CorpusListing {
  const moved = <T extends { path: string }>(items: readonly T[]) =>
    items.map((item) => ({ ...item, path: `${base}${item.path}` }));
  return {
    ...{ utterances: moved(utterances), unrecognized: moved(unrecognized), dropped: moved(dropped), adapters },
    ignored: ignored.map((path) => `${base}${path}`),
  };
}

function merged(listings: readonly CorpusListing[]): CorpusListing {
  const all = <K extends keyof CorpusListing>(key: K) =>
    listings.flatMap((one) => one[key] as CorpusListing[K][number][]);
  const byPath = <T extends { path: string }>(items: T[]) => items.sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    utterances: byPath(all("utterances") as CorpusListing["utterances"]),
    unrecognized: byPath(all("unrecognized") as CorpusListing["unrecognized"]),
    dropped: byPath(all("dropped") as CorpusListing["dropped"]),
    ignored: [...new Set(all("ignored") as string[])].sort(),
    adapters: all("adapters") as CorpusListing["adapters"],
  };
}

async function readManifestFile(path: string, options: Omit<CorpusArguments, "manifest">): Promise<CorpusListing> {
  return readManifestText(await readText(path), path, options);
}

function readManifestText(text: string, path: string, options: ManifestOptions): CorpusListing {
  try {
    const format = path.endsWith(".jsonl") ? "jsonl" : "csv";
    return rejecting(UsageError, () => readManifest(text, { ...options, format }));
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
