import type { MicroBatch, MicroBatchInputs, TrainingSetup } from "./calculator.ts";
import type { Example } from "./example.ts";

/**
 * What is asked of a training worker. Each request but "end" has one reply, in the order of asking; the next may be sent before
 * it. Weights are of every parameter behind one another.
 */
export type WorkerRequest =
  | { kind: "begin"; setup: TrainingSetup }
  | { kind: "inputs"; microBatch: MicroBatch }
  | { kind: "contribution"; weights: Float32Array; inputs: MicroBatchInputs }
  | { kind: "evaluation"; weights: Float32Array; examples: readonly Example[] }
  | { kind: "end" };

/** What it answers: nothing to "begin", `MicroBatchInputs`, a `Contribution`, an `Evaluation`, or why it cannot. */
export type WorkerReply = { result: unknown } | { error: WorkerProblem };

/** An error as a message carries it: structured cloning would lose the names of our own. */
export interface WorkerProblem {
  name: string;
  message: string;
  stack: string;
}

/** A copy of examples that a message may take away: of each waveform its own samples and no more. */
export function detached(examples: readonly Example[]): { examples: Example[]; buffers: ArrayBuffer[] } {
  const copies = examples.map(({ waveform, label }) => ({
    label,
    waveform: { samples: waveform.samples.slice(), sampleRate: waveform.sampleRate },
  }));
  return { examples: copies, buffers: copies.map(({ waveform }) => waveform.samples.buffer) };
}
