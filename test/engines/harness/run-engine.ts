import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Engine, type FoundEngine, type Machine, MissingEngine } from "../engines/engine.ts";
import type { Report } from "../jobs/run-jobs.ts";
import type { JobOutcome, Outcome } from "./outcome.ts";

/** A page of a busy machine is slow to come, and so is a step; an engine that is silent for longer hangs. */
const SILENCE_MS = 5 * 60_000;

/** What every engine is asked to do in the same words. */
export interface Task {
  jobs: readonly string[];
  epochs: number;
  bundle: string;
  /** where engines may make folders of their own */
  scratch: string;
  machine: Machine;
}

/** Finds an engine and runs jobs in it. @throws the signal's reason when aborted */
export async function runEngine(engine: Engine, task: Task): Promise<Outcome> {
  const { name } = engine;
  try {
    const found = await engine.find(task.machine);
    return { engine: name, version: found.version, ...(await runFound(name, found, task)) };
  } catch (error) {
    task.machine.signal.throwIfAborted();
    const message = error instanceof Error ? error.message : String(error);
    return { engine: name, [error instanceof MissingEngine ? "missing" : "failure"]: message, jobs: {} };
  }
}

async function runFound(name: string, engine: FoundEngine, task: Task): Promise<Pick<Outcome, "jobs" | "failure">> {
  const { machine, jobs, epochs, bundle } = task;
  const scratch = join(task.scratch, name);
  await mkdir(scratch, { mode: 0o700 });
  const outcomes: Record<string, JobOutcome> = {};
  const session = new AbortController();
  const silence = setTimeout(() => session.abort(), SILENCE_MS);
  let failure: string | undefined;
  let said = "nothing";
  let isDone = false;
  const receive = (report: Report): void => {
    silence.refresh();
    if (report.kind === "end") {
      isDone = true;
      session.abort();
    } else if (report.kind === "progress") {
      said = `${report.job}: ${report.text}`;
      machine.say(`${name}: ${said}`);
    } else if (report.kind === "result") {
      outcomes[report.job] = { hashes: report.hashes, seconds: report.seconds };
    } else if (jobs.includes(report.job)) {
      outcomes[report.job] = { failure: report.message };
    } else {
      failure = `${report.job}: ${report.message}`;
    }
  };
  const signal = AbortSignal.any([machine.signal, session.signal]);
  try {
    const ending = await engine.run({ jobs, epochs, bundle, scratch, signal, receive });
    machine.signal.throwIfAborted();
    const reason = session.signal.aborted ? `silent for ${SILENCE_MS / 60_000} minutes` : ending;
    if (!isDone) {
      for (const job of jobs) outcomes[job] ??= { failure: `${reason}; said last: ${said}` };
    }
    return { jobs: outcomes, ...(failure === undefined ? {} : { failure }) };
  } finally {
    clearTimeout(silence);
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}
