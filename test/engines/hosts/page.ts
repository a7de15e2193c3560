// Runs jobs in a page. Its address ends in ?jobs=JOBS&epochs=EPOCHS; posts one report a request, in order.
import type { JobWorker } from "../jobs/job.ts";
import { type Report, runJobs } from "../jobs/run-jobs.ts";

const query = new URL(location.href).searchParams;
const jobs = query.get("jobs")!.split(",");
const epochs = Number(query.get("epochs"));

let sent: Promise<unknown> = Promise.resolve();
function send(report: Report): void {
  sent = sent.then(() => fetch("report", { method: "POST", body: JSON.stringify(report) }));
}

const fail = (message: string) => send({ kind: "failure", job: "page", message });
addEventListener("error", ({ message }) => fail(message));
addEventListener("unhandledrejection", ({ reason }) => fail(String(reason)));
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
  // Chromium asks for an icon by itself.
  if (violatedDirective === "img-src") return;
  fail(`the page broke its Content-Security-Policy: ${violatedDirective} forbids ${blockedURI}`);
});

const wasmPaths = new URL(".", location.href).href;
const importFile = (name: string) => import(/* @vite-ignore */ new URL(name, wasmPaths).href);
await runJobs(jobs, { wasmPaths, epochs, startWorker, importFile }, send);

function startWorker(): JobWorker {
  const { port1: port, port2 } = new MessageChannel();
  const death = new AbortController();
  const worker = new Worker("page-worker.mjs", { type: "module" });
  worker.onerror = ({ message }) => death.abort(new Error(message || "the worker did not start"));
  worker.postMessage({ port: port2, wasmPaths }, [port2]);
  return {
    port,
    death: death.signal,
    end() {
      port.close();
      worker.terminate();
    },
  };
}
