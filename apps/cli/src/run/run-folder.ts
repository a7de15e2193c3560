import { mkdir, readdir, rmdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { isSystemError, UsageError } from "../errors.ts";

/**
 * Makes the folder that a run writes to: `out`, or `runs/FOLDER-RECIPE` with a number behind it where that is taken.
 *
 * @throws UsageError if `out` is there and not empty
 */
export async function claimRunFolder(out: string | undefined, folder: string, recipe: string): Promise<string> {
  if (out !== undefined) {
    await mkdir(out, { recursive: true });
    if ((await readdir(out)).length === 0) return out;
    throw new UsageError(`out is ${out}, expected a folder that is empty or not there yet`);
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

/** Removes the folder again if nothing was written to it. */
export async function removeIfEmpty(path: string): Promise<void> {
  await rmdir(path).catch(() => {});
}
