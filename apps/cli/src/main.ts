import { explained, FAILED, INTERRUPTED, Interrupted } from "./errors.ts";
import { removeUnfinished } from "./files/atomic-write.ts";
import { run } from "./program.ts";

const interruption = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.on(name, () => {
    if (interruption.signal.aborted) process.exit(INTERRUPTED);
    interruption.abort(new Interrupted());
  });
}
process.on("exit", removeUnfinished);
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    // Whoever read our output, as `head` does, has seen enough; a training still goes on to its end.
    if (error.code === "EPIPE") return;
    // Into a full disk nothing can be said.
    if (stream === process.stdout) process.stderr.write(`undertone: stdout: ${explained(error).text}\n`);
    process.exit(FAILED);
  });
}

process.exitCode = await run({
  stdout: process.stdout,
  stderr: process.stderr,
  args: process.argv.slice(2),
  signal: interruption.signal,
});
