import { accuracy, confusionMatrix, uar } from "@undertone/evaluation";
import { cut } from "./batches.ts";
import type { Crew } from "./crew.ts";
import type { Epoch } from "./epoch.ts";
import type { Example } from "./example.ts";

/**
 * Loss, UAR and accuracy of a network on the validation side; null if it is empty.
 *
 * @param weights  of every parameter behind one another
 * @throws the signal's reason when aborted
 */
export async function validate(
  crew: Crew,
  weights: Float32Array,
  examples: readonly Example[],
  nClasses: number,
  microBatchSize: number,
  signal?: AbortSignal,
): Promise<Epoch["validation"]> {
  if (examples.length === 0) return null;

  const batches = cut(examples, microBatchSize);
  let totalLoss = 0;
  const predicted: number[] = [];
  for (const [i, { logits, loss }] of (await crew.evaluations(weights, batches, signal)).entries()) {
    const { length } = batches[i];
    totalLoss += loss * length;
    for (let b = 0; b < length; b++) predicted.push(indexOfLargest(logits, b * nClasses, nClasses));
  }

  const truth = examples.map(({ label }) => label);
  const confusion = confusionMatrix(truth, predicted, nClasses);
  return { loss: totalLoss / examples.length, uar: uar(confusion), accuracy: accuracy(confusion) };
}

function indexOfLargest(values: Float32Array, start: number, length: number): number {
  let best = 0;
  for (let i = 1; i < length; i++) if (values[start + i] > values[start + best]) best = i;
  return best;
}
