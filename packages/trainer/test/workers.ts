import type { TrainingWorker } from "@undertone/trainer";

/** A training worker of this test, and how to end it. */
export interface TestWorker extends TrainingWorker {
  end(): void;
}

/** Workers of the engine's own kind: worker_threads in Node, Web Workers in a page. */
export async function startWorkers(count: number): Promise<TestWorker[]> {
  const start =
    typeof document === "undefined"
      ? (await import("./start-worker.node.ts")).startWorker
      : (await import("./start-worker.browser.ts")).startWorker;
  return Array.from({ length: count }, start);
}
