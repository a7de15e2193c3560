import { randomAt } from "@undertone/core";
import {
  augmentWaveform,
  drawAugmentation,
  type InputPipeline,
  maskInput,
  type NetworkInput,
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

/** Stacks the inputs of one batch. */
export function stackInputs(inputs: readonly NetworkInput[]): Batch {
  const size = inputs[0].values.length;
  const values = new Float32Array(inputs.length * size);
  for (const [i, input] of inputs.entries()) values.set(input.values, i * size);
  return { values, lengths: Int32Array.from(inputs, ({ length }) => length) };
}

/**
 * The network input of a training utterance in one epoch: augmented by what is drawn at (seed, "augment", epoch,
 * utterance), whatever was drawn elsewhere.
 *
 * @param example    conditioned by the pipeline already
 * @param utterance  its index on the training side
 */
export function augmentedInput(
  dsp: Dsp,
  pipeline: InputPipeline,
  { augmentation, input, seed }: Recipe,
  example: Example,
  epoch: number,
  utterance: number,
): NetworkInput {
  if (!augmentation) return pipeline.standardize(pipeline.frames(example.waveform));

  const drawn = drawAugmentation(augmentation, randomAt(seed, "augment", { epoch, utterance }));
  const features = pipeline.frames(augmentWaveform(dsp, example.waveform, drawn));
  const warped = warpFeatures(dsp, input.features, features, drawn);
  return maskInput(input.features, pipeline.standardize(warped, drawn.cropAt ?? undefined), drawn);
}
