export {
  type Adaptation,
  type AdaptationClip,
  type AdaptationOptions,
  adapt,
  FEW_CLIPS,
} from "./adapt/adapt.ts";
export { adaptedLabels, labelsAskedFor } from "./adapt/adapted-labels.ts";
export type { HeldOutClip } from "./adapt/held-out.ts";
export { type HeldOutMeasure, type HeldOutSummary, heldOutSummary } from "./adapt/held-out-summary.ts";
export type { Checkpoint } from "./checkpoint.ts";
export { CheckpointError } from "./checkpoint-error.ts";
export { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-file.ts";
export {
  CHECKPOINT_NAMES,
  type CheckpointFolder,
  type Checkpoints,
  openCheckpoints,
} from "./checkpoint-generations.ts";
export { assertLabelled, type Division, type DivisionOptions, divideForTraining, wantsFinal } from "./division.ts";
export type { Epoch } from "./epoch.ts";
export type { Alteration, Example } from "./example.ts";
export type { LearnerState, Values } from "./learner-state.ts";
export { type Model, modelBundle, type TrainingOrigin } from "./model.ts";
export { predict } from "./predict.ts";
export { nMicroBatches, type OptimizerSpec, parseRecipe, type Recipe, recipeSha256 } from "./recipe.ts";
export { changedRecipe, epochsOf, lengthText, type RecipeChanges } from "./recipe-changes.ts";
export { recipeNamed, recipeNames } from "./recipes.ts";
export { ArithmeticError, assertArithmetic } from "./self-test.ts";
export { serveTraining } from "./serve-training.ts";
export type { Teacher } from "./teacher.ts";
export { eventFileName, eventFileStart, type ScalarEvent, scalarEvent } from "./tensorboard/event-file.ts";
export { type StepProgress, type TrainingData, type TrainingEnvironment, type TrainingResult, train } from "./train.ts";
export type { TrainingIdentity } from "./training-identity.ts";
export type { TrainingWorker } from "./training-worker.ts";
