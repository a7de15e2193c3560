import { LABELS } from "@undertone/core";
import { syntheticCorpus } from "@undertone/corpus";
import { type Example, parseRecipe, type Recipe, recipeNamed, type TrainingData } from "@undertone/trainer";

/** The demo recipe made small, two or three micro-batches a step, but for what `changes` say. */
export const tinyRecipe = (changes: Partial<Recipe> = {}): Recipe =>
  parseRecipe({ ...recipeNamed("demo"), epochs: 2, batchSize: 8, microBatchSize: 3, ...changes });

/** Two synthetic voices to train on and one to validate with, each label once a voice. */
export function tinyData(): TrainingData {
  const bySpeaker = new Map<string | null, Example[]>();
  for (const { utterance, waveform } of syntheticCorpus({ nSpeakers: 3, utterancesPerClass: 1, seed: 1 })) {
    const examples = bySpeaker.get(utterance.speaker) ?? [];
    bySpeaker.set(utterance.speaker, [...examples, { waveform, label: LABELS.indexOf(utterance.label) }]);
  }
  const [first, second, third] = [...bySpeaker.values()];
  return { labels: LABELS, train: [...first, ...second], validation: third };
}
