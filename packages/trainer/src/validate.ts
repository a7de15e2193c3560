import { accuracy, confusionMatrix, uar } from "@undertone/evaluation";
import type { Epoch } from "./epoch.ts";
import type { Learner } from "./learner.ts";
import { stackInputs } from "./network-input.ts";
import { nextTask } from "./next-task.ts";
import type { PreparedData } from "./prepare.ts";

/**
 * Loss, UAR and accuracy of the learner's kept weights on the validation side; null if it is empty.
 *
 * @throws the signal's reason when aborted
 */
export async function validate(
  learner: Learner,
  { pipeline, validation: examples }: PreparedData,
  nClasses: number,
  batchSize: number,
  signal?: AbortSignal,
): Promise<Epoch["validation"]> {
  if (examples.length === 0) return null;

  let totalLoss = 0;
  const predicted: number[] = [];
  for (let start = 0; start < examples.length; start += batchSize) {
    signal?.throwIfAborted();
    const batch = examples.slice(start, start + batchSize);
    const inputs = batch.map(({ waveform }) => pipeline.standardize(pipeline.frames(waveform)));
    const { logits, loss } = learner.evaluate(
      stackInputs(inputs),
      batch.map(({ label }) => label),
    );
    totalLoss += loss * batch.length;
    for (let i = 0; i < batch.length; i++) predicted.push(indexOfLargest(logits, i * nClasses, nClasses));
    await nextTask();
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
