import type { Tensor4D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { type Network, randomAt } from "@undertone/core";
import {
  augmentWaveform,
  drawAugmentation,
  type InputMemory,
  type InputPipeline,
  maskInput,
  type NetworkInput,
  type Recordings,
  warpFeatures,
} from "@undertone/features";
import type { Dsp } from "@undertone/kernels/dsp";
import type { Example } from "./example.ts";
import type { Recipe } from "./recipe.ts";

/** A batch as the network takes it. */
export interface Batch {
  /** [batch, nFrames, nCoefficients], row-major */
  values: Float32Array<ArrayBuffer>;
  /** unpadded rows of each example, [batch] */
  lengths: Int32Array<ArrayBuffer>;
}

/** A batch as the first layer takes it, [batch, nFrames, nCoefficients, 1]. */
export function inputTensor({ layers }: Network, { values, lengths }: Batch): Tensor4D {
  const [nFrames, nCoefficients] = layers[0].input;
  return tf.tensor4d(values, [lengths.length, nFrames, nCoefficients, 1]);
}

/** Stacks the inputs that `inputOf` makes of a batch's items, each before the next is made. */
export function stackInputs<T>(items: readonly T[], inputOf: (item: T, i: number) => NetworkInput): Batch {
  let values = new Float32Array(0);
  const lengths = new Int32Array(items.length);
  for (const [i, item] of items.entries()) {
    const input = inputOf(item, i);
    const size = input.values.length;
    if (i === 0) values = new Float32Array(items.length * size);
    values.set(input.values, i * size);
    lengths[i] = input.length;
  }
  return { values, lengths };
}

/**
 * The network input of a training utterance in one epoch: augmented by what is drawn at (seed, "augment", epoch,
 * utterance), whatever was drawn elsewhere.
 *
 * @param recordings the sets that the recipe's augmentation names
 * @param example    conditioned by the pipeline already
 * @param utterance  its index on the training side
 * @param memory     holds the result until the next call
 */
export function augmentedInput(
  dsp: Dsp,
  pipeline: InputPipeline,
  { recipe, recordings }: { recipe: Recipe; recordings: Recordings },
  example: Example,
  epoch: number,
  utterance: number,
  memory: InputMemory,
): NetworkInput {
  const { augmentation, input, seed } = recipe;
  if (!augmentation) return pipeline.standardize(pipeline.frames(example.waveform, memory), undefined, memory);

  const drawn = drawAugmentation(augmentation, randomAt(seed, "augment", { epoch, utterance }));
  const features = pipeline.frames(augmentWaveform(dsp, example.waveform, drawn, recordings, memory.waveform), memory);
  const warped = warpFeatures(dsp, input.features, features, drawn, memory.features);
  return maskInput(
    input.features,
    pipeline.standardize(warped, drawn.cropAt ?? undefined, memory),
    drawn,
    memory.input,
  );
}
