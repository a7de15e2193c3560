import { readFile, stat } from "node:fs/promises";
import { CommandError, FileError, isSystemError } from "../errors.ts";

/** What Node reads in one piece: 2 GiB. */
const MAX_BYTES = 2 ** 31 - 1;

/**
 * The bytes of a regular file: a pipe would be waited on for ever, a device has no end.
 *
 * @throws FileError if `path` is neither file nor folder, or holds more than 2 GiB; the system's error if it cannot be read
 */
export async function readBytes(path: string): Promise<Uint8Array> {
  const found = await stat(path);
  if (!found.isFile() && !found.isDirectory()) throw new FileError(path, "is no regular file");
  if (found.size > MAX_BYTES) throw new FileError(path, `has ${found.size} bytes, expected at most ${MAX_BYTES}`);
  return readFile(path).catch((error) => {
    throw Object.assign(error, { path });
  });
}

/** The text of a UTF-8 file; throws as `readBytes` does. */
export async function readText(path: string): Promise<string> {
  return new TextDecoder().decode(await readBytes(path));
}

/**
 * The value that `writeJson` wrote; null if there is no file.
 *
 * @throws CommandError if it is not JSON; else as `readBytes`
 */
export async function readJsonIfThere<T>(path: string): Promise<T | null> {
  try {
    return JSON.parse(await readText(path)) as T;
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return null;
    throw error instanceof SyntaxError ? new CommandError(`${path}: is not JSON: ${error.message}`) : error;
  }
}
