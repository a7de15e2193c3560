import { changedRecipe, parseRecipe, type Recipe, recipeNamed, recipeNames } from "@undertone/trainer";
import { CommandError, rejecting, UsageError } from "../errors.ts";
import { readText } from "../files/read-file.ts";

/**
 * A recipe that comes with Undertone, by its name, or one from a JSON file, with what the command line changes.
 *
 * @throws UsageError if there is no recipe of that name; CommandError if the file holds no recipe
 */
export async function loadRecipe(
  nameOrFile: string,
  { seed, epochs, teacher }: { seed?: number; epochs?: number; teacher?: string },
): Promise<Recipe> {
  const recipe =
    recipeNames.includes(nameOrFile) || !/\.json$|[\\/]/.test(nameOrFile)
      ? rejecting(UsageError, () => recipeNamed(nameOrFile))
      : await readRecipe(nameOrFile);
  return changedRecipe(recipe, { seed, epochs, taught: teacher !== undefined });
}

/** @throws CommandError if the file holds no recipe */
export async function readRecipe(path: string): Promise<Recipe> {
  const text = await readText(path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CommandError(`${path}: is not JSON: ${(error as SyntaxError).message}`);
  }
  return rejecting(CommandError, () => parseRecipe(value), `${path}: `);
}
