/** File name endings that say audio, whether or not Undertone decodes it: what it cannot decode is reported, not missed. */
const AUDIO = new Set("wav wave flac mp3 ogg oga opus aif aiff aifc m4a aac au caf wma webm".split(" "));

/** A path taken apart: "a/b/c.wav" has the stem "c" and the folders ["a", "b"]. */
export interface PathParts {
  folders: string[];
  /** the file name without its ending */
  stem: string;
  /** the ending, in lower case, without the dot; "" if there is none */
  ending: string;
}

export function pathParts(path: string): PathParts {
  const folders = path.split("/");
  const name = folders.pop()!;
  const dot = name.lastIndexOf(".");
  if (dot <= 0) return { folders, stem: name, ending: "" };
  return { folders, stem: name.slice(0, dot), ending: name.slice(dot + 1).toLowerCase() };
}

/** Whether a path ends like audio and is not hidden: macOS puts a "._a.wav" that holds no audio beside every "a.wav". */
export function isAudioPath(path: string): boolean {
  const { stem, ending } = pathParts(path);
  return AUDIO.has(ending) && !stem.startsWith(".");
}

/** Compares by code units: the same order in every locale and engine. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @throws RangeError if a path is there twice */
export function assertUnique(paths: Iterable<string>): void {
  const seen = new Set<string>();
  for (const path of paths) {
    if (seen.has(path)) throw new RangeError(`paths is "${path}" twice, expected each path once`);
    seen.add(path);
  }
}
