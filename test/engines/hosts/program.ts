// Runs jobs in an engine with a terminal. Usage: ENGINE program.mjs JOBS EPOCHS; writes one report a line, as JSON.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

// tfjs looks for Node's modules by these two, which ES modules lack; set before it is loaded.
const folder = fileURLToPath(new URL(".", import.meta.url));
Object.assign(globalThis, { require: createRequire(import.meta.url), __dirname: folder });
const { runJobs } = await import("../jobs/run-jobs.ts");

const [jobs, epochs] = process.argv.slice(2);
await runJobs(jobs.split(","), { wasmPaths: folder, epochs: Number(epochs) }, (report) => {
  process.stdout.write(`${JSON.stringify(report)}\n`);
});
