import { parentPort, workerData } from "node:worker_threads";
import { createLoader, type LoadJob, type LoadOutcome } from "./loader.ts";

/** A file to be loaded, and its place among the others. */
export interface LoadRequest {
  index: number;
  path: string;
}

export interface LoadReply {
  index: number;
  outcome: LoadOutcome;
}

// A worker of its own: loads each file it is told of, and hands over the values without copying them.
const loader = createLoader(workerData as LoadJob);
parentPort!.on("message", async ({ index, path }: LoadRequest) => {
  const outcome = await (await loader).load(path);
  const reply: LoadReply = { index, outcome };
  parentPort!.postMessage(reply, "values" in outcome ? [outcome.values.buffer] : []);
});
