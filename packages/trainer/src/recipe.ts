import {
  between,
  hasMelAxis,
  type InputSpec,
  inputSpecSchema,
  type Layer,
  layersSchema,
  oneOf,
  positive,
  type Schema,
  sha256Hex,
  text,
  validated,
  whole,
} from "@undertone/core";
import { type AugmentationSpec, augmentationSpecSchema } from "@undertone/features";
import * as v from "valibot";
import { partsOf } from "./batches.ts";

/** Everything that, with the data, decides a model to the bit. */
export interface Recipe {
  name: string;
  /** why each choice was made, by field; ignored by the trainer */
  comments?: Record<string, string>;
  /** whole number from 0 to 2³² - 1 */
  seed: number;
  /** how often each utterance is passed */
  epochs: number;
  /** of few utterances that is more often, until so many steps are taken: see `epochsOf`; left out: it is not */
  minSteps?: number;
  /** utterances in a step; an epoch's last steps share what does not divide, so batches differ by at most one */
  batchSize: number;
  /**
   * utterances in a micro-batch, at most batchSize: a batch of n is cut in order into max(1, round(n / microBatchSize)) of
   * them, whose sizes differ by at most one. Batch normalization's statistics are those of a micro-batch, and its moving
   * averages take their mean; gradients and losses are summed over micro-batches in order. So another value makes another
   * model, but any number of workers the same
   */
  microBatchSize: number;
  /** from waveform to network input */
  input: InputSpec;
  /** drawn anew for each training utterance in each epoch; null: off */
  augmentation: AugmentationSpec | null;
  /** the network up to its classifier: a dense layer with one output a label is added behind them */
  layers: Layer[];
  optimizer: OptimizerSpec;
  loss: {
    /** share of the target spread over all labels */
    labelSmoothing: number;
    /** "balanced": an utterance weighs nUtterances / (nClasses · utterances of its label), of several corpora as `corpusWeights` has it; "none": 1 */
    classWeights: "balanced" | "none";
    /** share of the target that is the mean of what teachers say of the same augmented input (Hinton et al. 2015, at temperature 1); left out: there are none */
    teacherShare?: number;
  };
  /** decay of the exponential average over steps that is evaluated and kept instead of the weights; null: off */
  averagingDecay: number | null;
  /** share of the old value that a step leaves in batch normalization's moving averages */
  batchNormMomentum: number;
  /** the epoch whose weights are kept: the highest validation UAR (then the lowest loss), or the last */
  selection: "bestValidationUar" | "lastEpoch";
  /** stops after so many epochs without a better validation UAR; null: never */
  patience: number | null;
}

/** AdamW (Loshchilov & Hutter 2019): decoupled decay, on kernels only. */
export interface OptimizerSpec {
  kind: "adamW";
  /** the largest, after warm-up */
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  weightDecay: number;
  /** share of all steps in which the rate rises linearly */
  warmUp: number;
  /** after warm-up: half a cosine down to 0, or constant */
  schedule: "cosine" | "constant";
  /** gradients are scaled down to this norm over all tensors; null: off */
  clipNorm: number | null;
}

const recipeSchema: Schema<Recipe> = v.strictObject({
  name: text(),
  comments: v.exactOptional(v.record(v.string(), text())),
  seed: whole(0, 0xffffffff),
  epochs: whole(1, 10_000),
  minSteps: v.exactOptional(whole(1, 10_000)),
  batchSize: whole(1, 4096),
  microBatchSize: whole(1, 4096),
  input: inputSpecSchema,
  augmentation: v.nullable(augmentationSpecSchema),
  layers: layersSchema,
  optimizer: v.strictObject({
    kind: oneOf(["adamW"]),
    learningRate: positive(),
    beta1: between(0, 0.9999),
    beta2: between(0, 0.999_999),
    epsilon: positive(),
    weightDecay: between(0, 1),
    warmUp: between(0, 1),
    schedule: oneOf(["cosine", "constant"]),
    clipNorm: v.nullable(positive()),
  }),
  loss: v.strictObject({
    labelSmoothing: between(0, 0.9),
    classWeights: oneOf(["balanced", "none"]),
    teacherShare: v.exactOptional(between(0, 1)),
  }),
  averagingDecay: v.nullable(between(0, 0.999_999)),
  batchNormMomentum: between(0, 0.999_999),
  selection: oneOf(["bestValidationUar", "lastEpoch"]),
  patience: v.nullable(whole(1, 10_000)),
});

/**
 * Returns `value`, parsed JSON, as a recipe.
 *
 * @throws RangeError naming the first wrong field: `recipe.epochs is 0, expected a whole number from 1 to 10000`
 */
export function parseRecipe(value: unknown): Recipe {
  const recipe = validated(recipeSchema, value, "recipe");
  const { batchSize, microBatchSize, augmentation, input } = recipe;
  if (microBatchSize > batchSize) {
    throw new RangeError(`recipe.microBatchSize is ${microBatchSize}, expected at most recipe.batchSize, ${batchSize}`);
  }
  if (augmentation && augmentation.melWarp !== 0 && !hasMelAxis(input.features)) {
    const columns = input.features.kind === "mfcc" ? "mfcc" : "logMel with energy";
    throw new RangeError(`recipe.augmentation.melWarp is ${augmentation.melWarp}, expected 0 for ${columns}`);
  }
  return recipe;
}

/** How many micro-batches a full batch is cut into: so many workers can share a step. */
export function nMicroBatches({ batchSize, microBatchSize }: Recipe): number {
  return partsOf(batchSize, microBatchSize);
}

/** The SHA-256 of a recipe's JSON, `JSON.stringify(recipe)` in UTF-8, by which bundles and runs name it. */
export function recipeSha256(recipe: Recipe): string {
  return sha256Hex(new TextEncoder().encode(JSON.stringify(recipe)));
}
