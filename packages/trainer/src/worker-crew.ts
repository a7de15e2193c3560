import type { Contribution, Evaluation, TrainingSetup } from "./calculator.ts";
import type { Crew } from "./crew.ts";
import { detached } from "./protocol.ts";
import { linkTo, type TrainingWorker, type WorkerLink } from "./training-worker.ts";

/**
 * Prepares workers for a training. Each computes one part after another, whichever is next; which worker had which part
 * decides nothing.
 *
 * @throws ArithmeticError if a worker's engine computes other bits; the reason of a worker's death
 */
export async function workerCrew(workers: readonly TrainingWorker[], setup: TrainingSetup): Promise<Crew> {
  const links = workers.map(linkTo);
  const dispose = () => {
    for (const link of links) link.end();
  };
  try {
    await settled(links.map((link) => link.ask({ kind: "begin", setup })));
  } catch (error) {
    dispose();
    throw error;
  }
  return {
    contributions: (weights, microBatches) =>
      shared(links, microBatches, (link, microBatch): Promise<Contribution> => {
        const own = weights.slice();
        const { examples, buffers } = detached(microBatch.examples);
        const request = { kind: "contribution", weights: own, microBatch: { ...microBatch, examples } } as const;
        return link.ask(request, [own.buffer, ...buffers]);
      }),
    evaluations: (weights, batches, signal) =>
      shared(links, batches, async (link, batch): Promise<Evaluation> => {
        signal?.throwIfAborted();
        const own = weights.slice();
        const { examples, buffers } = detached(batch);
        return link.ask({ kind: "evaluation", weights: own, examples }, [own.buffer, ...buffers]);
      }),
    dispose,
  };
}

/** What `ask` gives for each item, in their order, each worker asked anew as soon as it has answered. */
async function shared<T, R>(
  links: readonly WorkerLink[],
  items: readonly T[],
  ask: (link: WorkerLink, item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  let failed = false;
  const work = async (link: WorkerLink) => {
    while (next < items.length && !failed) {
      const item = next++;
      try {
        results[item] = await ask(link, items[item]);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await settled(links.map(work));
  return results;
}

/** Waits for all, then throws what the first in the list threw, if any did. */
async function settled(promises: readonly Promise<unknown>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(promises)) {
    if (outcome.status === "rejected") throw outcome.reason;
  }
}
