import defaultRecipe from "@undertone/recipes/default.json" with { type: "json" };
import demo from "@undertone/recipes/demo.json" with { type: "json" };
import kaggle from "@undertone/recipes/kaggle.json" with { type: "json" };
import mfcc from "@undertone/recipes/mfcc.json" with { type: "json" };
import nano from "@undertone/recipes/nano.json" with { type: "json" };
import { parseRecipe, type Recipe } from "./recipe.ts";

const RECIPES: Readonly<Record<string, unknown>> = { default: defaultRecipe, nano, mfcc, kaggle, demo };

/** The recipes that come with Undertone. */
export const recipeNames: readonly string[] = Object.keys(RECIPES);

/**
 * A recipe that comes with Undertone.
 *
 * @throws RangeError unless `name` is one of `recipeNames`
 */
export function recipeNamed(name: string): Recipe {
  if (!Object.hasOwn(RECIPES, name)) {
    throw new RangeError(`recipe is ${JSON.stringify(name)}, expected ${recipeNames.join(", ")} or a JSON file`);
  }
  return parseRecipe(RECIPES[name]);
}
