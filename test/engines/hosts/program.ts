// Runs jobs in an engine with a terminal. Usage: ENGINE program.mjs JOBS EPOCHS; writes one report a line, as JSON.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { JobWorker } from "../jobs/job.ts";
import { folder } from "./node-modules.ts";

const { runJobs } = await import("../jobs/run-jobs.ts");
const [jobs, epochs] = process.argv.slice(2);
const importFile = (name: string) => import(/* @vite-ignore */ pathToFileURL(join(folder, name)).href);
const context = { wasmPaths: folder, epochs: Number(epochs), startWorker, importFile };
await runJobs(jobs.split(","), context, (report) => {
  process.stdout.write(`${JSON.stringify(report)}\n`);
});

function startWorker(): JobWorker {
  const { port1: port, port2 } = new MessageChannel();
  const death = new AbortController();
  const worker = new Worker(pathToFileURL(join(folder, "program-worker.mjs")));
  worker.once("error", (error) => death.abort(error));
  worker.once("exit", () => death.abort(new Error("the worker has ended")));
  worker.postMessage({ port: port2, wasmPaths: folder }, [port2 as never]);
  return {
    port,
    death: death.signal,
    end() {
      port.close();
      void worker.terminate();
    },
  };
}
