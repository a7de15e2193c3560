import type { JobContext } from "./job.ts";
import { JOBS } from "./jobs.ts";

/** What a program or a page says to the harness while it runs jobs. */
export type Report =
  | { kind: "progress"; job: string; text: string }
  | { kind: "result"; job: string; hashes: Record<string, string>; seconds: number }
  | { kind: "failure"; job: string; message: string }
  | { kind: "end" };

/** Runs jobs one after the other; one that fails keeps none of the others from running. */
export async function runJobs(
  names: readonly string[],
  context: Omit<JobContext, "report">,
  send: (report: Report) => void,
): Promise<void> {
  for (const job of names) {
    send({ kind: "progress", job, text: "started" });
    const start = performance.now();
    try {
      const run = await JOBS[job]();
      const hashes = await run({ ...context, report: (text) => send({ kind: "progress", job, text }) });
      send({ kind: "result", job, hashes, seconds: (performance.now() - start) / 1000 });
    } catch (error) {
      send({ kind: "failure", job, message: error instanceof Error ? `${error.name}: ${error.message}` : `${error}` });
    }
  }
  send({ kind: "end" });
}
