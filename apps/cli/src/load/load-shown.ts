import { availableParallelism } from "node:os";
import { defaultCacheFolder, MOST_CACHE_BYTES, pruneCache } from "../files/cache-folder.ts";
import type { LoadingArguments } from "../options.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { loadFiles } from "./load-files.ts";
import type { LoadOutcome, LoadTarget } from "./loader.ts";

/** What is loaded, and with what. */
export interface Loading {
  /** for progress: "decode" */
  title: string;
  paths: readonly string[];
  target: LoadTarget;
  options: LoadingArguments;
}

/**
 * Loads files in the order of `paths`, with a line of progress and through the cache. A cache that cannot be written is told
 * of once; the work goes on without it.
 *
 * @throws the signal's reason when aborted
 */
export async function* loadShown(
  { title, paths, target, options }: Loading,
  terminal: Terminal,
  signal: AbortSignal,
): AsyncGenerator<LoadOutcome, void, void> {
  const cache = cacheFolderOf(options);
  const phase = terminal.phase({ title, total: paths.length, unit: "files", lines: "timed" });
  let trouble: string | null = null;
  let hasGrown = false;
  try {
    const workers = options.workers ?? availableParallelism();
    for await (const outcome of loadFiles(paths, { target, cache }, workers, signal)) {
      phase.advance(1);
      if ("values" in outcome) {
        trouble ??= outcome.cacheTrouble;
        hasGrown ||= !outcome.fromCache;
      }
      yield outcome;
    }
  } finally {
    phase.end();
    if (trouble !== null) terminal.warn(`cache ${trouble}; what could not be kept there is made again next time`);
    if (cache !== null && hasGrown) await pruneCache(cache, MOST_CACHE_BYTES);
  }
}

/** The folder that the options ask for, or else the default; null: none. */
export function cacheFolderOf({ cache }: LoadingArguments): string | null {
  return cache === false ? null : (cache ?? defaultCacheFolder());
}
