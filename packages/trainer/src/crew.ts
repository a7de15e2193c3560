import type { Calculator, Contribution, Evaluation, MicroBatch } from "./calculator.ts";
import type { Example } from "./example.ts";
import { nextTask } from "./next-task.ts";

/** Who computes a training's micro-batches: this thread or workers, to the same bits. */
export interface Crew {
  /**
   * What each micro-batch of a step adds, in their order.
   *
   * @param weights  of every parameter behind one another
   * @param next     the next call's `microBatches`, if it is known: whoever would wait makes their inputs ahead
   * @throws what a micro-batch throws
   */
  contributions(
    weights: Float32Array,
    microBatches: readonly MicroBatch[],
    next?: readonly MicroBatch[],
  ): Promise<Contribution[]>;
  /**
   * What the network says of each batch, in their order.
   *
   * @throws the signal's reason when aborted
   */
  evaluations(
    weights: Float32Array,
    batches: readonly (readonly Example[])[],
    signal?: AbortSignal,
  ): Promise<Evaluation[]>;
  /** Gives back what the training held, once nothing is under way; what was made ahead is dropped. */
  dispose(): Promise<void>;
}

/** Computes one after another in this thread, nothing ahead, and lets others have their turn before each step and each evaluation. */
export function localCrew(calculator: Calculator): Crew {
  return {
    async contributions(weights, microBatches) {
      await nextTask();
      return microBatches.map((one) => calculator.contribution(weights, calculator.inputs(one)));
    },
    async evaluations(weights, batches, signal) {
      const evaluations: Evaluation[] = [];
      for (const examples of batches) {
        await nextTask();
        signal?.throwIfAborted();
        evaluations.push(calculator.evaluation(weights, examples));
      }
      return evaluations;
    },
    async dispose() {
      calculator.dispose();
    },
  };
}
