import { type Fold, type FoldOptions, type FoldPlan, foldOfAll, planFolds, type Utterance } from "@undertone/corpus";
import type { Recipe } from "./recipe.ts";

/** How a corpus is to be divided for a training. */
export interface DivisionOptions extends Pick<FoldOptions, "protocol" | "folds" | "textFolds"> {
  /** from 1: only this fold will be trained */
  fold?: number | undefined;
  /** 0: no validation side; left out: as the recipe needs */
  validationSpeakers?: number | undefined;
  /** divides instead of the recipe's, as for runs by several seeds in the same folds */
  foldSeed?: number | undefined;
  /** whether a model of all speakers is trained at the end */
  final: boolean;
}

/** How a run divides its corpus. */
export interface Division<U extends Utterance> {
  plan: FoldPlan<U>;
  /** all utterances but those that validate, with nothing left to test on; null where no such model is trained */
  final: Fold<U> | null;
}

/** The share of speakers, or under protocol "clip" of recordings, that decides which epoch is kept. */
const VALIDATION_SHARE = 0.15;

/**
 * Divides a corpus for a recipe. All that could end a training is found out here, and not hours later.
 *
 * @throws RangeError if the folds asked for do not fit the corpus, if there is only one label, or if a training side lacks one;
 *         UnknownSpeakerError as `planFolds`
 */
export function divideForTraining<U extends Utterance>(
  utterances: readonly U[],
  options: DivisionOptions,
  recipe: Recipe,
): Division<U> {
  const { protocol, folds, textFolds, fold, foldSeed: seed = recipe.seed } = options;
  const validation = validationSize(options, recipe);
  const plan = planFolds(utterances, { protocol, folds, textFolds, validation }, seed);
  const { labels } = plan;
  if (labels.length < 2) throw new RangeError(`labels are ${labels.join(", ")} alone, expected at least 2`);
  const n = plan.folds.length;
  if (fold !== undefined && fold > n) throw new RangeError(`fold is ${fold}, expected a whole number from 1 to ${n}`);

  const final = wantsFinal(options) ? foldOfAll(utterances, plan, validation, seed) : null;
  for (const [i, { train }] of plan.folds.entries()) {
    if (fold === undefined || fold === i + 1) assertLabelled(`fold ${i + 1} of ${n}`, train, labels);
  }
  if (final) assertLabelled("the final model", final.train, labels);
  return { plan, final };
}

/** Whether a model of all speakers is trained at the end; a leaky run's numbers speak for no such model. */
export function wantsFinal({ final, fold, protocol }: Pick<DivisionOptions, "final" | "fold" | "protocol">): boolean {
  return final && fold === undefined && protocol !== "leaky";
}

/** @throws RangeError unless there is something of every label to train on */
export function assertLabelled(
  title: string,
  train: readonly Pick<Utterance, "label">[],
  labels: readonly string[],
): void {
  const missing = labels.filter((label) => !train.some((utterance) => utterance.label === label));
  if (missing.length === 0) return;
  throw new RangeError(
    `${title} has no utterance of ${missing.join(", ")} to train on, expected every label: too few speakers have it for these folds`,
  );
}

/** How large a validation side is asked for, or else is needed by the recipe; null: none but the protocol's own. */
function validationSize({ validationSpeakers, protocol }: DivisionOptions, recipe: Recipe): FoldOptions["validation"] {
  if (validationSpeakers !== undefined) return validationSpeakers === 0 ? null : { speakers: validationSpeakers };
  if (protocol === "leaky") return null;
  const decides = recipe.selection === "bestValidationUar" || recipe.patience !== null;
  return decides ? { share: VALIDATION_SHARE } : null;
}
