import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { FileError, isSystemError } from "../errors.ts";

/**
 * The paths of all files under a folder, relative to it, with "/", in code-unit order. Links are followed, but not into a
 * folder that the path is in already; a link to nothing is listed, as whoever reads it will say so.
 *
 * @throws FileError if `root` is no folder; the system's error if it or a folder in it cannot be read
 */
export async function walk(root: string, signal: AbortSignal): Promise<string[]> {
  if (!(await stat(root)).isDirectory()) throw new FileError(root, "is a file, expected a folder");
  const paths: string[] = [];
  const visit = async (folder: string, relative: string, above: readonly string[]) => {
    signal.throwIfAborted();
    const real = await realpath(folder);
    if (above.includes(real)) return;
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      const name = relative === "" ? entry.name : `${relative}/${entry.name}`;
      const isFolder = entry.isSymbolicLink() ? await isDirectory(path) : entry.isDirectory();
      if (isFolder) await visit(path, name, [...above, real]);
      else paths.push(name);
    }
  };
  await visit(root, "", []);
  return paths.sort();
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (isSystemError(error, "ENOENT", "ELOOP")) return false;
    throw error;
  }
}
