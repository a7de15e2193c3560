import { EMOTIONS, LABELS } from "@undertone/core";
import { assignedFold, mapSide, syntheticCorpus } from "@undertone/corpus";
import { type Example, parseRecipe, type Recipe, recipeNamed, type TrainingData } from "@undertone/trainer";

/** The demo recipe made small, two or three micro-batches a step, but for what `changes` say. */
export const tinyRecipe = (changes: Partial<Recipe> = {}): Recipe =>
  parseRecipe({ ...recipeNamed("demo"), epochs: 2, batchSize: 8, microBatchSize: 3, ...changes });

/** Two synthetic voices to train on and one to validate with, each label once a voice. */
export function tinyData(): TrainingData {
  const bySpeaker = new Map<string | null, Example[]>();
  for (const { utterance, waveform } of syntheticCorpus({ nSpeakers: 3, utterancesPerClass: 1, seed: 1 })) {
    const examples = bySpeaker.get(utterance.speaker) ?? [];
    bySpeaker.set(utterance.speaker, [...examples, { waveform, label: EMOTIONS.indexOf(utterance.label) }]);
  }
  const [first, second, third] = [...bySpeaker.values()];
  return dataOf([...first, ...second], third);
}

/** Examples as sides of a fold, each of a speaker of its own. */
export function dataOf(train: readonly Example[], validation: readonly Example[] = []): TrainingData {
  const divisible = (example: Example, i: number) => {
    const name = `${train.includes(example) ? "train" : "validation"}:${i}`;
    return { path: name, corpus: "tiny", speaker: name, label: LABELS[0], example };
  };
  const parts = { name: "tiny", train: train.map(divisible), validation: validation.map(divisible), test: [] };
  const fold = assignedFold(parts, "clip");
  return {
    labels: LABELS,
    train: mapSide(fold.train, ({ example }) => example),
    validation: mapSide(fold.validation, ({ example }) => example),
  };
}
