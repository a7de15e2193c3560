import type { TrainingWorker } from "@undertone/trainer";

/** What a job gets from the program or the page that runs it. */
export interface JobContext {
  /** where tfjs's binary lies: `wasmPaths` of `startTrainingBackend` */
  wasmPaths: string;
  /** of a training; the committed golden is for 30 */
  epochs: number;
  /** starts a thread that runs `serveWorker` */
  startWorker(): JobWorker;
  /** imports a module that lies beside the job's own files; see `recognitionFiles` */
  importFile(name: string): Promise<unknown>;
  /** says how far the job is; an engine that says nothing for minutes is taken to hang */
  report(progress: string): void;
}

/** A thread of the engine's own kind. */
export interface JobWorker extends TrainingWorker {
  end(): void;
}

/**
 * Work that must give the same bits in every engine: a portable module, bundled once for all of them.
 *
 * @returns  SHA-256 by what was hashed; golden.json has the expected one under the same name
 */
export type Job = (context: JobContext) => Promise<Record<string, string>>;
