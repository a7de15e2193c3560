import { mkdir, readdir, rm, rmdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Recipe } from "@undertone/trainer";
import { isSystemError, UsageError } from "../errors.ts";
import { writeNewJson } from "../files/atomic-write.ts";

/** What a run writes first, and no other run may have written: it makes the folder this run's. */
const CLAIM = "recipe.json";

/**
 * Makes the folder that a run writes to, with its recipe in it: `out`, or `runs/FOLDER-RECIPE` with a number behind it
 * where that is taken.
 *
 * @throws UsageError if `out` is there and not empty, or another run claims it at the same time
 */
export async function claimRunFolder(out: string | undefined, folder: string, recipe: Recipe): Promise<string> {
  const path = out === undefined ? await freeFolder(folder, recipe.name) : await emptyFolder(out);
  await writeNewJson(join(path, CLAIM), recipe).catch((error) => {
    throw isSystemError(error, "EEXIST") ? notEmpty(path) : error;
  });
  return path;
}

async function emptyFolder(out: string): Promise<string> {
  await mkdir(out, { recursive: true });
  if ((await readdir(out)).length > 0) throw notEmpty(out);
  return out;
}

async function freeFolder(folder: string, recipe: string): Promise<string> {
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

function notEmpty(out: string): UsageError {
  return new UsageError(`out is ${out}, expected a folder that is empty or not there yet`);
}

/** Removes the folder again if nothing but the claim was written to it; returns whether it did. */
export async function removeIfUnused(path: string): Promise<boolean> {
  if ((await readdir(path)).some((name) => name !== CLAIM)) return false;
  await rm(join(path, CLAIM), { force: true });
  await rmdir(path);
  return true;
}
