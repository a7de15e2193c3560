import { join, relative, resolve } from "node:path";
import type { Waveform } from "@undertone/core";
import { type Recordings, recordingsUsed } from "@undertone/features";
import type { Recipe } from "@undertone/trainer";
import { CommandError, UsageError } from "../errors.ts";
import { writeJson } from "../files/atomic-write.ts";
import { audioFiles } from "../files/audio-files.ts";
import { readJsonIfThere } from "../files/read-file.ts";
import { loadShown } from "../load/load-shown.ts";
import type { LoadingArguments } from "../options.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { WaveformHashes } from "./decode-corpus.ts";

/** Folders of recordings, by the names that a recipe calls them by. */
export type RecordingFolders = Readonly<Record<string, string>>;

/** @throws UsageError if the recipe names recordings that are not given, or not those that are */
export function assertNamed(recipe: Recipe, folders: RecordingFolders = {}): void {
  const used = recordingsUsed(recipe.augmentation ?? {});
  const missing = used.find((name) => !Object.hasOwn(folders, name));
  if (missing !== undefined) {
    throw new UsageError(
      `recordings are missing that recipe ${recipe.name} names, expected --recordings ${missing}=FOLDER`,
    );
  }
  const idle = Object.keys(folders).find((name) => !used.includes(name));
  if (idle === undefined) return;
  const expected = used.length > 0 ? used.join(" or ") : "none";
  throw new UsageError(`recordings are given as ${idle}, expected a name that recipe ${recipe.name} has: ${expected}`);
}

/** The same folders, wherever a later command runs. */
export const resolved = (folders: RecordingFolders): RecordingFolders =>
  Object.fromEntries(Object.entries(folders).map(([name, folder]) => [name, resolve(folder)]));

/**
 * Decodes all audio of the folders, in the order of its paths, at the recipe's sample rate. The run's folder notes what was
 * heard, in recordings.json, and a run that goes on is held to it.
 *
 * @throws CommandError if a folder has no audio, a file cannot be read, or one is not to the bit what it was
 */
export async function namedRecordings(
  run: string,
  { recipe, folders }: { recipe: Recipe; folders: RecordingFolders },
  loading: LoadingArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Recordings> {
  const names = Object.keys(folders);
  if (names.length === 0) return {};
  const { sampleRate } = recipe.input.features;
  const recordings: Record<string, Waveform[]> = {};
  const heard: Record<string, WaveformHashes> = {};
  for (const name of names) {
    const folder = folders[name];
    const paths = await audioFiles([folder], signal);
    const target = { kind: "waveform", sampleRate } as const;
    const loaded = loadShown({ title: `decode ${name}`, paths, target, options: loading }, terminal, signal);
    recordings[name] = [];
    heard[name] = {};
    let i = 0;
    for await (const outcome of loaded) {
      const path = paths[i++];
      if ("reason" in outcome) throw new CommandError(`${path}: ${outcome.reason}`);
      recordings[name].push({ samples: outcome.values, sampleRate });
      heard[name][relative(folder, path).replaceAll("\\", "/")] = outcome.sha256;
    }
  }
  const note = join(run, "recordings.json");
  const before = await readJsonIfThere<typeof heard>(note);
  if (before === null) await writeJson(note, heard);
  else assertSame(folders, before, heard);
  return recordings;
}

function assertSame(folders: RecordingFolders, before: Record<string, WaveformHashes>, now: typeof before): void {
  for (const [name, folder] of Object.entries(folders)) {
    const [old, current] = [before[name] ?? {}, now[name]];
    const changed = [...Object.keys(old), ...Object.keys(current)].find((path) => old[path] !== current[path]);
    if (changed === undefined) continue;
    throw new CommandError(`${join(folder, changed)}: changed since the run began, expected the same sound`);
  }
}
