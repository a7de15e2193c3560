import { once } from "node:events";
import { availableParallelism } from "node:os";
import type { ResourceLimits, TransferListItem } from "node:worker_threads";
import { nMicroBatches, type Recipe, type TrainingWorker } from "@undertone/trainer";
import { CommandError } from "../errors.ts";
import { startThread } from "../start-thread.ts";

/** A thread that computed for a training has died. */
export class TrainingWorkerError extends CommandError {
  override readonly name = "TrainingWorkerError";
}

/** Threads that compute for a training, until they are closed. */
export interface TrainingWorkers {
  workers: readonly TrainingWorker[];
  close(): Promise<void>;
}

/**
 * How many threads a training is shared among: as asked, or as many as it can keep busy, one a core. A single one would do
 * what this thread can, so it counts as none.
 */
export function countWorkers(recipe: Recipe, asked: number | undefined): number {
  if (asked !== undefined) return asked;
  const useful = Math.min(availableParallelism(), nMicroBatches(recipe));
  return useful > 1 ? useful : 0;
}

/**
 * Starts threads; a training finds out if one of them could not.
 *
 * @param limits  of each thread's JavaScript memory; Node's own unless given
 */
export function startTrainingWorkers(count: number, limits: ResourceLimits = {}): TrainingWorkers {
  const started = Array.from({ length: count }, (_, i) => startWorker(`training worker ${i + 1} of ${count}`, limits));
  return {
    workers: started,
    async close() {
      await Promise.all(started.map((worker) => worker.close()));
    },
  };
}

function startWorker(name: string, resourceLimits: ResourceLimits): TrainingWorker & { close(): Promise<void> } {
  const { port1: port, port2 } = new MessageChannel();
  const death = new AbortController();
  const worker = startThread("./training-worker", import.meta.url, {
    name: "undertone-worker",
    resourceLimits,
    workerData: port2,
    // Node's types and the DOM's know the same port by two names.
    transferList: [port2 as unknown as TransferListItem],
  });
  worker.once("error", (error: NodeJS.ErrnoException) => {
    const reason = error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "ran out of memory" : `ended: ${error.message}`;
    death.abort(new TrainingWorkerError(`${name} ${reason}`, { cause: error }));
  });
  worker.once("exit", (code) => death.abort(new TrainingWorkerError(`${name} ended with exit code ${code}`)));
  return {
    port,
    death: death.signal,
    async close() {
      port.close();
      const ended = death.signal.aborted || once(worker, "exit");
      await worker.terminate();
      await ended;
    },
  };
}
