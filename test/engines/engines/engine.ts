import type { Report } from "../jobs/run-jobs.ts";

/** One JavaScript engine in which jobs run. */
export interface Engine {
  name: string;
  /**
   * Finds it on this machine, or brings it there where `machine` allows it.
   *
   * @throws MissingEngine saying why it cannot be had
   */
  find(machine: Machine): Promise<FoundEngine>;
}

export interface FoundEngine {
  version: string;
  /** Runs jobs until they are done, the engine ends, or the signal aborts; nothing of it is left afterwards. */
  run(errand: Errand): Promise<Ending>;
  /** Shows a page until the signal aborts or the browser ends; only what shows pages has it. */
  show?(address: string, visit: Visit): Promise<Ending>;
}

/** What a browser is given for a visit of a page. */
export type Visit = Pick<Errand, "scratch" | "signal">;

/** What an engine is asked to do. */
export interface Errand {
  jobs: readonly string[];
  epochs: number;
  /** what `bundle` wrote */
  bundle: string;
  /** an empty folder for the engine's own use: home, profile, caches; removed afterwards */
  scratch: string;
  signal: AbortSignal;
  receive(report: Report): void;
}

/** How an engine ended, told where its jobs were not done: "exit code 1: out of memory". */
export type Ending = string;

/** What an engine may do to the machine to be there. */
export interface Machine {
  /** whether packages of npm and, for root on Debian, of the distribution may be installed */
  mayInstall: boolean;
  /** home of an engine that is asked for its version */
  scratch: string;
  signal: AbortSignal;
  say(line: string): void;
}

/** An engine that is not on this machine and cannot be brought there; the message is the reason. */
export class MissingEngine extends Error {
  override name = "MissingEngine";
}
