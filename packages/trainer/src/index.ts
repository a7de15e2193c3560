export type { Epoch } from "./epoch.ts";
export type { Example } from "./example.ts";
export { type Model, modelBundle, type TrainingOrigin } from "./model.ts";
export { predict } from "./predict.ts";
export { type OptimizerSpec, parseRecipe, type Recipe, recipeSha256 } from "./recipe.ts";
export { recipeNamed, recipeNames } from "./recipes.ts";
export { type StepProgress, type TrainingData, type TrainingEnvironment, type TrainingResult, train } from "./train.ts";
