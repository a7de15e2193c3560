import { stat } from "node:fs/promises";
import { startThread } from "../start-thread.ts";
import type { LoadReply, LoadRequest } from "./load-worker.ts";
import { createLoader, type LoadJob, type LoadOutcome } from "./loader.ts";

/** With less to read than this a worker's start takes longer than it saves. */
const WORTH_A_WORKER = 4e6;

/** Files given to a worker at once: while it waits for the disk with one, it computes the next. */
const AT_ONCE = 2;

/** Results that may wait for one before them, for each worker: a large file must not fill the memory with those behind it. */
const AHEAD = 8;

/**
 * Loads files in worker threads, in the order of `paths` and by the same bits however many workers there are. What is wrong
 * with a file is its result.
 *
 * @param workers  0: none, in this thread. Few small files are loaded in this thread, too
 * @throws the signal's reason when aborted, at once: a file being decoded does not delay it, but for in this thread
 */
export async function* loadFiles(
  paths: readonly string[],
  job: LoadJob,
  workers: number,
  signal: AbortSignal,
): AsyncGenerator<LoadOutcome, void, void> {
  signal.throwIfAborted();
  const nWorkers = (await isMuch(paths)) ? Math.min(workers, paths.length) : 0;
  if (nWorkers > 0) return yield* loadInWorkers(paths, job, nWorkers, signal);

  const loader = await createLoader(job);
  for (const path of paths) {
    yield await loader.load(path);
    signal.throwIfAborted();
  }
}

async function isMuch(paths: readonly string[]): Promise<boolean> {
  let byteLength = 0;
  for (const path of paths) {
    byteLength += await stat(path).then(
      ({ size }) => size,
      () => 0,
    );
    if (byteLength >= WORTH_A_WORKER) return true;
  }
  return false;
}

async function* loadInWorkers(
  paths: readonly string[],
  job: LoadJob,
  nWorkers: number,
  signal: AbortSignal,
): AsyncGenerator<LoadOutcome, void, void> {
  const done = new Map<number, LoadOutcome>();
  const news = createNews();
  const workers = Array.from({ length: nWorkers }, () => ({
    thread: startThread("./load-worker", import.meta.url, { workerData: job }),
    nUnderWay: 0,
  }));
  let given = 0;
  let taken = 0;
  const give = () => {
    // Round by round, so that no worker waits while another has two.
    for (let load = 0; load < AT_ONCE; load++) {
      for (const worker of workers) {
        const mayGive = given < paths.length && given < taken + AHEAD * nWorkers;
        if (!mayGive || worker.nUnderWay > load) continue;
        const request: LoadRequest = { index: given, path: paths[given] };
        worker.thread.postMessage(request);
        worker.nUnderWay++;
        given++;
      }
    }
  };
  for (const worker of workers) {
    worker.thread.on("message", ({ index, outcome }: LoadReply) => {
      done.set(index, outcome);
      worker.nUnderWay--;
      give();
      news.tell();
    });
    worker.thread.on("error", news.fail);
  }
  const onAbort = () => news.fail(signal.reason);
  signal.addEventListener("abort", onAbort);
  try {
    give();
    while (taken < paths.length) {
      const outcome = done.get(taken);
      if (!outcome) {
        await news.next();
        continue;
      }
      done.delete(taken);
      taken++;
      give();
      yield outcome;
      signal.throwIfAborted();
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    await Promise.all(workers.map(({ thread }) => thread.terminate()));
  }
}

/** Wakes one that waits. */
interface News {
  tell(): void;
  fail(reason: unknown): void;
  /** Resolves with the next news; rejects once anything failed. */
  next(): Promise<void>;
}

function createNews(): News {
  let failure: { reason: unknown } | null = null;
  let wake = () => {};
  return {
    tell: () => wake(),
    fail(reason) {
      failure ??= { reason };
      wake();
    },
    async next() {
      if (!failure) await new Promise<void>((resolve) => (wake = resolve));
      if (failure) throw failure.reason;
    },
  };
}
