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
  /** all there will be, without a least number of steps */
  epochs?: number | undefined;
  /** whether it learns from teachers; the recipe's own share of them stays */
  taught?: boolean;
}

/** The share of what teachers say in the targets, where a recipe has none of its own. */
const TEACHER_SHARE = 0.7;

/** A recipe with changes. */
export function changedRecipe(recipe: Recipe, { seed = recipe.seed, epochs, taught = false }: RecipeChanges): Recipe {
  const { minSteps, ...others } = recipe;
  const length = epochs === undefined ? recipe : { ...others, epochs };
  const loss = taught ? { ...recipe.loss, teacherShare: recipe.loss.teacherShare ?? TEACHER_SHARE } : recipe.loss;
  return { ...length, seed, loss };
}

/** How long a recipe trains, in words: "30 epochs, at least 1000 steps". */
export function lengthText({ epochs, minSteps }: Pick<Recipe, "epochs" | "minSteps">): string {
  const least = minSteps === undefined ? "" : `, at least ${minSteps} ${minSteps === 1 ? "step" : "steps"}`;
  return `${epochs} ${epochs === 1 ? "epoch" : "epochs"}${least}`;
}
