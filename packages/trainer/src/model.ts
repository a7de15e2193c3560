import {
  type Bundle,
  type Layer,
  type Network,
  nCoefficientsOf,
  planNetwork,
  type TrainingSummary,
} from "@undertone/core";
import type { Statistics } from "@undertone/features";
import { type Recipe, recipeSha256 } from "./recipe.ts";

/** A trained network with all that recognition needs. */
export interface Model {
  recipe: Recipe;
  /** what each output stands for */
  labels: readonly string[];
  /** the recipe's layers and the classifier */
  layers: Layer[];
  network: Network;
  /** every parameter of the network, by name */
  weights: ReadonlyMap<string, Float32Array>;
  /** of the training side's features, where the recipe normalizes by them */
  statistics: Statistics | null;
  /** fingerprint of the features the network learned from */
  featuresSha256: string;
  weightsSha256: string;
}

/** The recipe's layers with the classifier that the labels ask for. */
export function layersFor(recipe: Recipe, nClasses: number): { layers: Layer[]; network: Network } {
  const layers: Layer[] = [...recipe.layers, { kind: "dense", units: nClasses, relu: false }];
  return { layers, network: planNetwork(layers, recipe.input.nFrames, nCoefficientsOf(recipe.input.features)) };
}

/** What a bundle says of its training that the model itself does not know. */
export type TrainingOrigin = Omit<TrainingSummary, "seed" | "recipe" | "recipeSha256" | "weightsSha256">;

/** The model as a bundle that the runtime reads. */
export function modelBundle(model: Model, origin: TrainingOrigin): Bundle {
  const { recipe, labels, layers, weights, statistics, featuresSha256, weightsSha256 } = model;
  const tensors = new Map(weights);
  if (statistics) {
    tensors.set("input.mean", statistics.mean);
    tensors.set("input.standardDeviation", statistics.standardDeviation);
  }
  const training: TrainingSummary = {
    ...origin,
    seed: recipe.seed,
    recipe: recipe.name,
    recipeSha256: recipeSha256(recipe),
    weightsSha256,
  };
  return { labels: [...labels], input: recipe.input, featuresSha256, layers, tensors, training };
}
