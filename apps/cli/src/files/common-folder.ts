import { basename, dirname, join, relative, resolve } from "node:path";

/** Folders that are read as one. */
export interface CorpusPlace {
  /** as they were named, "ravdess + tess" */
  name: string;
  /** for the name of a run's folder, "ravdess-tess" */
  shortName: string;
  /** a folder that holds all of them; as it was named where it is one */
  root: string;
  /** each within the root, with "/"; "" is the root itself */
  folders: string[];
}

/** Where folders lie: in the deepest folder that holds all of them, to which their files' paths are then relative. */
export function placeOf(named: readonly string[]): CorpusPlace {
  const shortName = named.map((folder) => basename(resolve(folder))).join("-");
  if (named.length === 1) return { name: named[0], shortName, root: named[0], folders: [""] };
  const paths = named.map((folder) => resolve(folder));
  let root = dirname(paths[0]);
  while (paths.some((path) => !isWithin(root, path)) && root !== dirname(root)) root = dirname(root);
  const folders = paths.map((path) => relative(root, path).replaceAll("\\", "/"));
  return { name: named.join(" + "), shortName, root, folders };
}

const isWithin = (root: string, path: string): boolean => path === root || path.startsWith(join(root, "/"));
