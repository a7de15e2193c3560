import type { Contribution, Evaluation, MicroBatch, MicroBatchInputs, TrainingSetup } from "./calculator.ts";
import type { Crew } from "./crew.ts";
import { type InputsReply, packed } from "./protocol.ts";
import { linkTo, type TrainingWorker } from "./training-worker.ts";
import { poolOf, type WorkerPool } from "./worker-pool.ts";

/**
 * Prepares workers for a training. Which worker had which part decides nothing. The next step's inputs are asked for right
 * behind this step's gradients, so that a worker makes them while the others finish and while this thread sums and steps;
 * they come back here, and a worker still remembers nothing between two requests.
 *
 * @throws ArithmeticError if a worker's engine computes other bits; the reason of a worker's death
 */
export async function workerCrew(workers: readonly TrainingWorker[], setup: TrainingSetup): Promise<Crew> {
  const links = workers.map(linkTo);
  const end = () => {
    for (const link of links) link.end();
  };
  try {
    await settled(links.map((link) => link.ask({ kind: "begin", setup })));
  } catch (error) {
    end();
    throw error;
  }
  const pool = poolOf(links);
  const inputsOf = inputsBy(pool);
  let ahead: { microBatches: readonly MicroBatch[]; inputs: Promise<MicroBatchInputs>[] } | null = null;
  return {
    async contributions(weights, microBatches, next = []) {
      const inputs = ahead?.microBatches === microBatches ? ahead.inputs : inputsOf(microBatches);
      const contributions = settled(inputs.map(async (one) => contributionBy(pool, weights, await one)));
      // Gradients first: asked for behind inputs of the next step, they would end with nothing left to do meanwhile.
      await Promise.allSettled(inputs);
      ahead = { microBatches: next, inputs: inputsOf(next) };
      return contributions;
    },
    evaluations: (weights, batches, signal) =>
      settled(
        batches.map((batch) =>
          pool.ask<Evaluation>(() => {
            signal?.throwIfAborted();
            const own = weights.slice();
            const { examples, samples } = packed(batch);
            return { request: { kind: "evaluation", weights: own, examples }, buffers: [own.buffer, samples] };
          }),
        ),
      ),
    async dispose() {
      await pool.close();
      end();
    },
  };
}

/** Asks for inputs; the buffers that take the samples there come back with them and take the next. */
function inputsBy(pool: WorkerPool): (microBatches: readonly MicroBatch[]) => Promise<MicroBatchInputs>[] {
  const spare: ArrayBuffer[] = [];
  const inputsOf = async (microBatch: MicroBatch): Promise<MicroBatchInputs> => {
    const reply = await pool.ask<InputsReply>(() => {
      const { examples, samples } = packed(microBatch.examples, spare.pop());
      return { request: { kind: "inputs", microBatch: { ...microBatch, examples }, samples }, buffers: [samples] };
    });
    spare.push(reply.samples);
    return reply.inputs;
  };
  return (microBatches) => {
    const inputs = microBatches.map(inputsOf);
    for (const one of inputs) one.catch(() => {}); // thrown when their step comes, which it need not
    return inputs;
  };
}

function contributionBy(pool: WorkerPool, weights: Float32Array, inputs: MicroBatchInputs): Promise<Contribution> {
  return pool.ask(() => {
    const own = weights.slice();
    const request = { kind: "contribution", weights: own, inputs } as const;
    return { request, buffers: [own.buffer, inputs.values.buffer, inputs.lengths.buffer] };
  });
}

/** Waits for all, then throws what the first in the list threw, if any did. */
async function settled<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
