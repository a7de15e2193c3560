// Runs jobs in a page. Its address ends in ?jobs=JOBS&epochs=EPOCHS; posts one report a request, in order.
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

await runJobs(jobs, { wasmPaths: new URL(".", location.href).href, epochs }, send);
