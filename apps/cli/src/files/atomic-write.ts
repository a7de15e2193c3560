import { appendFileSync, unlinkSync } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { threadId } from "node:worker_threads";
import { isSystemError } from "../errors.ts";

/** Temporary files of writes under way, taken away when the process is made to exit in the middle. */
const unfinished = new Set<string>();

/** What a file is to hold: text, bytes, or several pieces of bytes. */
export type Content = string | Uint8Array | readonly Uint8Array[];

/**
 * Writes a file whole or not at all: into a temporary file beside it, to the disk, then under its name. The name, too, is on
 * the disk when the promise resolves.
 *
 * @throws the system's error with the path of the file itself
 */
export async function writeAtomic(path: string, content: Content): Promise<void> {
  await writeWhole(path, content);
  await syncFolder(dirname(path));
}

/** As `writeAtomic`, for a file that may be missing after a power failure, but never there in part. */
export async function writeWhole(path: string, content: Content): Promise<void> {
  // Two threads of one process may write the same file.
  const temporary = `${path}.${process.pid}.${threadId}.tmp`;
  unfinished.add(temporary);
  try {
    const file = await open(temporary, "w");
    await writeAndClose(file, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw Object.assign(error as Error, { path });
  } finally {
    unfinished.delete(temporary);
  }
}

async function writeAndClose(file: FileHandle, content: Content): Promise<void> {
  try {
    // FileHandle.writeFile goes on after a short write, so that a full disk is an error and not half a file.
    await file.writeFile(content as Uint8Array);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Brings a folder's list of names to the disk, where the system can: Windows and some network disks cannot. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } catch (error) {
    if (!isSystemError(error, "EINVAL", "ENOTSUP")) throw error;
  } finally {
    await folder.close();
  }
}

/** Whether a file is what `writeAtomic` leaves when its process is killed. */
export function isUnfinished(name: string): boolean {
  return /\.\d+\.tmp$/.test(name);
}

/** Writes a value as readable JSON, whole or not at all. */
export function writeJson(path: string, value: unknown): Promise<void> {
  return writeAtomic(path, `${JSON.stringify(value, null, 2)}\n`);
}

/**
 * Adds to the end of a file before it returns; a kill in the middle may leave half of `content`.
 *
 * @throws the system's error with the path of the file, which that of a full disk lacks
 */
export function appendNow(path: string, content: string | Uint8Array): void {
  try {
    appendFileSync(path, content);
  } catch (error) {
    throw Object.assign(error as Error, { path });
  }
}

/** Removes what a sudden exit would leave; for the process's "exit" event. */
export function removeUnfinished(): void {
  for (const path of unfinished) {
    try {
      unlinkSync(path);
    } catch {
      // It was renamed or removed in the meantime.
    }
  }
}
