import { readFile, stat } from "node:fs/promises";
import { FileError } from "../errors.ts";

/**
 * The bytes of a regular file: a pipe would be waited on for ever, a device has no end.
 *
 * @throws FileError if `path` is neither file nor folder; the system's error if it cannot be read
 */
export async function readBytes(path: string): Promise<Uint8Array> {
  const found = await stat(path);
  if (!found.isFile() && !found.isDirectory()) throw new FileError(path, "is no regular file");
  return readFile(path).catch((error) => {
    throw Object.assign(error, { path });
  });
}

/** The text of a UTF-8 file; throws as `readBytes` does. */
export async function readText(path: string): Promise<string> {
  return new TextDecoder().decode(await readBytes(path));
}
