import { stat } from "node:fs/promises";
import { join } from "node:path";
import { isAudioPath } from "@undertone/corpus";
import { CommandError } from "../errors.ts";
import { walk } from "./walk.ts";

/**
 * The files named, and for each folder named the audio in it. A file that is missing is found out when it is read.
 *
 * @throws CommandError if there is none
 */
export async function audioFiles(paths: readonly string[], signal: AbortSignal): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    if (!(await isFolder(path))) files.push(path);
    else files.push(...(await walk(path, signal)).filter(isAudioPath).map((name) => join(path, name)));
  }
  if (files.length === 0) throw new CommandError(`${paths.join(", ")}: no audio files`);
  return files;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
