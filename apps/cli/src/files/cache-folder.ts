import { readdir, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { isSystemError } from "../errors.ts";
import { isUnfinished } from "./atomic-write.ts";
import { ENTRY } from "./cache.ts";

/** What a cache may grow to; RAVDESS, TESS and EMO-DB together, decoded at 16 kHz, are 0.8 GB. */
export const MOST_CACHE_BYTES = 4e9;

/** No process takes so long to write one entry. */
const ABANDONED_AFTER = 3600 * 1000;

/** $XDG_CACHE_HOME/undertone, or ~/.cache/undertone: XDG Base Directory Specification 0.8. */
export function defaultCacheFolder(): string {
  const home = process.env.XDG_CACHE_HOME;
  return join(home && isAbsolute(home) ? home : join(homedir(), ".cache"), "undertone");
}

interface EntryFile {
  path: string;
  byteLength: number;
  /** when it was last used, in milliseconds */
  used: number;
}

/** Counts the entries of a cache; none where there is no folder. */
export async function cacheSize(folder: string): Promise<{ entries: number; byteLength: number }> {
  const entries = (await filesOf(folder)).filter(isEntry);
  return { entries: entries.length, byteLength: total(entries) };
}

/** Removes all entries, and only them: the folder may be any that a person named. */
export async function clearCache(folder: string): Promise<void> {
  for (const { path } of await filesOf(folder)) await rm(path, { force: true });
}

/**
 * Removes the entries that were not used for longest until the others take at most `mostBytes`, and what killed processes
 * left. Other processes may use the cache meanwhile: what they miss they make again.
 */
export async function pruneCache(folder: string, mostBytes: number): Promise<void> {
  const files = await filesOf(folder);
  const abandoned = files.filter((file) => !isEntry(file) && Date.now() - file.used > ABANDONED_AFTER);
  const entries = files.filter(isEntry).sort((a, b) => a.used - b.used);
  let excess = total(entries) - mostBytes;
  const surplus = entries.filter(({ byteLength }) => {
    const isSurplus = excess > 0;
    if (isSurplus) excess -= byteLength;
    return isSurplus;
  });
  for (const { path } of [...abandoned, ...surplus]) await rm(path, { force: true });
}

const isEntry = ({ path }: EntryFile) => path.endsWith(".entry");
const total = (files: readonly EntryFile[]) => files.reduce((sum, { byteLength }) => sum + byteLength, 0);

/** Entries and what is left of unfinished ones. */
async function filesOf(folder: string): Promise<EntryFile[]> {
  const files: EntryFile[] = [];
  for (const name of (await names(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const file of await names(join(folder, name))) {
      const path = join(folder, name, file);
      if (!ENTRY.test(file) && !isUnfinished(file)) continue;
      const found = await orNull(stat(path));
      if (found) files.push({ path, byteLength: found.size, used: found.mtimeMs });
    }
  }
  return files;
}

const names = async (folder: string): Promise<string[]> => (await orNull(readdir(folder))) ?? [];

/** Null for what is not there, or not any more. */
async function orNull<T>(found: Promise<T>): Promise<T | null> {
  return found.catch((error) => {
    if (isSystemError(error, "ENOENT", "ENOTDIR")) return null;
    throw error;
  });
}
