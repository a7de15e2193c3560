import { unlinkSync } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";

/** Files of writes under way, taken away when the process is made to exit in the middle. */
const unfinished = new Set<string>();

/**
 * Writes a file whole or not at all: into a temporary file beside it, to the disk, then under its name.
 *
 * @throws the system's error with the path of the file itself
 */
export async function writeAtomic(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
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

/**
 * Writes a value as readable JSON to a file that must not be there yet: of several that try, one succeeds.
 *
 * @throws the system's error, EEXIST if the file is there
 */
export async function writeNewJson(path: string, value: unknown): Promise<void> {
  const file = await open(path, "wx");
  unfinished.add(path);
  try {
    await writeAndClose(file, jsonText(value));
  } catch (error) {
    await rm(path, { force: true }).catch(() => {});
    throw Object.assign(error as Error, { path });
  } finally {
    unfinished.delete(path);
  }
}

async function writeAndClose(file: FileHandle, content: string | Uint8Array): Promise<void> {
  try {
    // FileHandle.writeFile goes on after a short write, so that a full disk is an error and not half a file.
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Writes a value as readable JSON, whole or not at all. */
export function writeJson(path: string, value: unknown): Promise<void> {
  return writeAtomic(path, jsonText(value));
}

const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

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
