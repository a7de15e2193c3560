import { writeWav } from "@undertone/audio";
import { syntheticCorpus } from "@undertone/corpus";
import { recipeNamed } from "@undertone/trainer";

/** WAV files of four synthetic voices, one utterance of each label, by file name; of the caller alone, but not their bytes. */
export function syntheticFiles(): Record<string, Uint8Array> {
  return { ...FILES };
}

// Made once: it takes longer than to train on them.
const FILES: Readonly<Record<string, Uint8Array>> = Object.fromEntries(
  Array.from(
    syntheticCorpus({ nSpeakers: 4, utterancesPerClass: 1, seed: 3 }),
    ({ utterance, waveform }) => [utterance.path, writeWav(waveform)] as const,
  ),
);

/**
 * A recipe that trains in a second or so, as the text of its file. With the micro-batch as large as the batch, there is nothing
 * for workers to share.
 */
export function smallRecipe(epochs = 2, microBatchSize = 4): string {
  const { comments: _, ...recipe } = recipeNamed("demo");
  return JSON.stringify({
    ...recipe,
    name: "small",
    epochs,
    batchSize: 4,
    microBatchSize,
    layers: [
      { kind: "frequencyToChannels" },
      {
        kind: "conv2d",
        filters: 8,
        kernel: [5, 1],
        strides: [2, 1],
        dilations: [1, 1],
        padding: "same",
        bias: false,
      },
      { kind: "batchNorm", relu: true },
      { kind: "statisticsPool", deviation: true },
    ],
  });
}
