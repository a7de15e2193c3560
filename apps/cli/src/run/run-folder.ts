import { mkdir, readdir, rm, rmdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { isSystemError, UsageError } from "../errors.ts";
import { isUnfinished } from "../files/atomic-write.ts";

/**
 * Makes the folder that a run writes to: `out`, or `runs/FOLDER-RECIPE` with a number behind it where that is taken. What a
 * run that was killed before it began leaves in `out` does not count.
 *
 * @throws UsageError if `out` is there and not empty
 */
export async function claimRunFolder(out: string | undefined, folder: string, recipe: string): Promise<string> {
  if (out !== undefined) {
    await mkdir(out, { recursive: true });
    await assertUnused(out);
    return out;
  }
  const name = join("runs", `${basename(resolve(folder))}-${recipe}`.replaceAll(/[^\w.-]+/g, "-"));
  await mkdir(dirname(name), { recursive: true });
  for (let n = 1; ; n++) {
    const path = n === 1 ? name : `${name}-${n}`;
    try {
      await mkdir(path);
      return path;
    } catch (error) {
      if (!isSystemError(error, "EEXIST")) throw error;
    }
  }
}

/** @throws UsageError if the folder holds more than what a run leaves that was killed before it began */
export async function assertUnused(folder: string): Promise<void> {
  if ((await readdir(folder)).every((name) => name === LOCK_NAME || isUnfinished(name))) return;
  throw new UsageError(`out is ${folder}, expected a folder that is empty or not there yet`);
}

/** The file that says which process works on a run. */
export const LOCK_NAME = "lock";

/** Removes what killed processes left unfinished in a run's folder and in those of its folds; for the lock's holder. */
export async function removeUnfinishedIn(run: string): Promise<void> {
  for (const entry of await readdir(run, { withFileTypes: true })) {
    const path = join(run, entry.name);
    const names = entry.isDirectory() ? (await readdir(path)).map((name) => join(path, name)) : [path];
    for (const name of names.filter(isUnfinished)) await rm(name, { force: true });
  }
}

/** Removes the folder again if nothing was written to it. */
export async function removeIfEmpty(path: string): Promise<void> {
  await rmdir(path).catch(() => {});
}
