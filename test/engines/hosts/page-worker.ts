// A thread that page.ts starts.
import type { WorkerStart } from "../jobs/serve-worker.ts";

// The message may come before the module is there, so it is listened for first.
const start = new Promise<WorkerStart>((resolve) => {
  globalThis.onmessage = ({ data }) => resolve(data);
});
const { serveWorker } = await import("../jobs/serve-worker.ts");
await serveWorker(await start);
