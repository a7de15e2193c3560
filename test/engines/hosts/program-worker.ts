// A thread that program.ts starts.
import { parentPort } from "node:worker_threads";
import type { WorkerStart } from "../jobs/serve-worker.ts";
import "./node-modules.ts";

parentPort!.once("message", async (start: WorkerStart) => {
  const { serveWorker } = await import("../jobs/serve-worker.ts");
  await serveWorker(start);
});
