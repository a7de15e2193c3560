import { cut, drawBatches, partsOf } from "./batches.ts";
import type { MicroBatch, TrainingSetup } from "./calculator.ts";
import type { Crew } from "./crew.ts";
import type { Epoch } from "./epoch.ts";
import { type Example, weightOf } from "./example.ts";
import type { Learner } from "./learner.ts";
import { epochsOf } from "./recipe-changes.ts";
import { learningRateAt } from "./schedule.ts";
import type { TrainingEnvironment } from "./train.ts";

/**
 * Takes an epoch's steps.
 *
 * @param examples  the training side, conditioned by the pipeline
 * @throws RangeError if the loss stops being finite; that step moves nothing
 * @throws the signal's reason when aborted, between two steps
 */
export async function trainEpoch(
  epoch: number,
  learner: Learner,
  crew: Crew,
  { recipe, classWeights }: Pick<TrainingSetup, "recipe" | "classWeights">,
  examples: readonly Example[],
  { backend, signal, onStep }: Pick<TrainingEnvironment, "backend" | "signal" | "onStep">,
): Promise<Pick<Epoch, "learningRate" | "trainingLoss">> {
  const { batchSize, microBatchSize, seed, optimizer } = recipe;
  const epochs = epochsOf(recipe, examples.length);
  const nSteps = epochs * partsOf(examples.length, batchSize);
  const batches = drawBatches(examples.length, batchSize, seed, epoch);
  const weigh = (utterances: readonly number[]) =>
    utterances.reduce((sum, utterance) => sum + weightOf(examples[utterance], classWeights), 0);
  const stepOf = (i: number) => (epoch - 1) * batches.length + i;
  const steps = batches.map((batch, i) => {
    const [step, total] = [stepOf(i), weigh(batch)];
    return cut(batch, microBatchSize).map((utterances, index): MicroBatch => {
      const its = utterances.map((utterance) => examples[utterance]);
      return { epoch, step, index, examples: its, utterances, share: weigh(utterances) / total };
    });
  });
  let totalLoss = 0;
  let learningRate = 0;
  for (const [i, microBatches] of steps.entries()) {
    signal?.throwIfAborted();
    backend.assertActive();
    const step = stepOf(i);
    learningRate = learningRateAt(step, nSteps, optimizer);
    const contributions = await crew.contributions(learner.current(), microBatches, steps[i + 1]);
    const loss = contributions.reduce((sum, one, m) => sum + microBatches[m].share * one.loss, 0);
    if (!Number.isFinite(loss)) throw new RangeError(`loss is ${loss} in step ${step + 1}, expected a finite number`);

    learner.step(contributions, learningRate);
    const nUtterances = batches[i].length;
    totalLoss += loss * nUtterances;
    await onStep?.({ epoch, epochs, step: step + 1, nSteps, nUtterances, loss });
  }
  return { learningRate, trainingLoss: totalLoss / examples.length };
}
