import type { MicroBatch, MicroBatchInputs, TrainingSetup } from "./calculator.ts";
import type { Example } from "./example.ts";

/**
 * What is asked of a training worker. Each request but "end" has one reply, in the order of asking; the next may be sent before
 * it. Weights are of every parameter behind one another.
 */
export type WorkerRequest =
  | { kind: "begin"; setup: TrainingSetup }
  | { kind: "inputs"; microBatch: MicroBatch; samples: ArrayBuffer }
  | { kind: "contribution"; weights: Float32Array; inputs: MicroBatchInputs }
  | { kind: "evaluation"; weights: Float32Array; examples: readonly Example[] }
  | { kind: "end" };

/** What it answers: nothing to "begin", an `InputsReply`, a `Contribution`, an `Evaluation`, or why it cannot. */
export type WorkerReply = { result: unknown } | { error: WorkerProblem };

/** An error as a message carries it: structured cloning would lose the names of our own. */
export interface WorkerProblem {
  name: string;
  message: string;
  stack: string;
}

/** The answer to "inputs": besides them, the buffer that brought the samples, to bring the next. */
export interface InputsReply {
  inputs: MicroBatchInputs;
  samples: ArrayBuffer;
}

/**
 * A copy of examples in one buffer that a message may take away.
 *
 * @param used  a buffer to be used again if it is large enough
 */
export function packed(
  examples: readonly Example[],
  used?: ArrayBuffer,
): { examples: Example[]; samples: ArrayBuffer } {
  const length = examples.reduce((sum, { waveform }) => sum + waveform.samples.length, 0);
  const byteLength = length * Float32Array.BYTES_PER_ELEMENT;
  const samples = used && used.byteLength >= byteLength ? used : new ArrayBuffer(byteLength);
  let start = 0;
  const copies = examples.map(({ waveform, label }) => {
    const copy = new Float32Array(samples, start, waveform.samples.length);
    copy.set(waveform.samples);
    start += copy.byteLength;
    return { label, waveform: { samples: copy, sampleRate: waveform.sampleRate } };
  });
  return { examples: copies, samples };
}
