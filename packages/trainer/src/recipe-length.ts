import { partsOf } from "./batches.ts";
import type { Recipe } from "./recipe.ts";

/** How many epochs a training of so many utterances has: the recipe's, or as many more as its least number of steps takes. */
export function epochsOf(
  { epochs, minSteps = 0, batchSize }: Pick<Recipe, "epochs" | "minSteps" | "batchSize">,
  nUtterances: number,
): number {
  return Math.max(epochs, Math.ceil(minSteps / partsOf(nUtterances, batchSize)));
}

/** What whoever trains may change of a recipe. */
export interface RecipeChanges {
  seed?: number | undefined;
  epochs?: number | undefined;
}

/** A recipe with changes; epochs that are asked for are all it has. */
export function changedRecipe(recipe: Recipe, { seed = recipe.seed, epochs }: RecipeChanges): Recipe {
  if (epochs === undefined) return { ...recipe, seed };
  const { minSteps: _, ...others } = recipe;
  return { ...others, seed, epochs };
}

/** How long a recipe trains, in words: "30 epochs, at least 1000 steps". */
export function lengthText({ epochs, minSteps }: Pick<Recipe, "epochs" | "minSteps">): string {
  const least = minSteps === undefined ? "" : `, at least ${minSteps} ${minSteps === 1 ? "step" : "steps"}`;
  return `${epochs} ${epochs === 1 ? "epoch" : "epochs"}${least}`;
}
