import type { WorkerRequest } from "./protocol.ts";
import type { WorkerLink } from "./training-worker.ts";

/** A request, and the buffers that it takes away. */
export interface Posting {
  request: Exclude<WorkerRequest, { kind: "end" }>;
  buffers: ArrayBuffer[];
}

/** Workers that answer requests in the order of asking, each by whichever worker has least to do. */
export interface WorkerPool {
  /**
   * @param post  makes the request when a worker is about to get it, so that copies are no more than what is under way
   * @throws what `post` or the worker threw; the reason of its death; the first such error, if one was before
   */
  ask<T>(post: () => Posting): Promise<T>;
  /** Drops what no worker has got yet, and waits for the rest. */
  close(): Promise<void>;
}

/** Requests at a worker: one is computed, one lies ready behind it, so that the worker never waits for this thread. */
const AT_ONCE = 2;

export function poolOf(links: readonly WorkerLink[]): WorkerPool {
  const members = links.map((link) => ({ link, nRequests: 0 }));
  const queue: Waiting[] = [];
  const underWay = new Set<Promise<void>>();
  let failure: { reason: unknown } | null = null;

  const fail = (reason: unknown) => {
    failure ??= { reason };
    for (const { reject } of queue.splice(0)) reject(failure.reason);
  };
  const serve = async (member: (typeof members)[number], { post, resolve, reject }: Waiting) => {
    member.nRequests++;
    try {
      const { request, buffers } = post();
      resolve(await member.link.ask(request, buffers));
    } catch (reason) {
      reject(reason);
      fail(reason);
    }
    member.nRequests--;
  };
  const serveAll = () => {
    while (queue.length > 0) {
      const idlest = members.reduce((a, b) => (b.nRequests < a.nRequests ? b : a));
      if (idlest.nRequests === AT_ONCE) return;
      const served = serve(idlest, queue.shift()!).then(() => {
        underWay.delete(served);
        serveAll();
      });
      underWay.add(served);
    }
  };

  return {
    ask<T>(post: () => Posting) {
      return new Promise<T>((resolve, reject) => {
        if (failure) return reject(failure.reason);
        queue.push({ post, resolve: (result) => resolve(result as T), reject });
        serveAll();
      });
    },
    async close() {
      fail(new Error("the training has ended"));
      await Promise.all(underWay);
    },
  };
}

interface Waiting {
  post(): Posting;
  resolve(result: unknown): void;
  reject(reason: unknown): void;
}
