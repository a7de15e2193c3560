import { randomAt } from "@undertone/core";
import {
  type Fold,
  type FoldOptions,
  type FoldPlan,
  type Protocol,
  planFolds,
  UnknownSpeakerError,
  type Utterance,
  withValidation,
} from "@undertone/corpus";
import type { Recipe } from "@undertone/trainer";
import { rejecting, UsageError } from "../errors.ts";
import type { CorpusArguments } from "../options.ts";
import { labelsOf } from "./recording.ts";

/** What `undertone train` was asked for. */
export interface TrainArguments extends CorpusArguments {
  out?: string;
  recipe: string;
  folds: FoldOptions["folds"];
  /** from 1: train this fold only */
  fold?: number;
  protocol?: Protocol;
  /** 0: no validation side; left out: as the recipe needs */
  validationSpeakers?: number;
  seed?: number;
  epochs?: number;
  /** whether to train a model of all speakers at the end */
  final: boolean;
}

/** The share of speakers, or under protocol "clip" of recordings, that decides which epoch is kept. */
const VALIDATION_SHARE = 0.15;

/** How a run divides its corpus. */
export interface Division<U extends Utterance> {
  plan: FoldPlan<U>;
  /** all utterances but those that validate, with nothing left to test on; null where no such model is trained */
  final: Fold<U> | null;
}

/** Whether a model of all speakers is trained at the end. */
export function wantsFinal({ final, fold }: TrainArguments): boolean {
  return final && fold === undefined;
}

/** How large a validation side is asked for, or else is needed by the recipe; null: none. */
function validationSize({ validationSpeakers }: TrainArguments, recipe: Recipe): FoldOptions["validation"] {
  if (validationSpeakers !== undefined) return validationSpeakers === 0 ? null : { speakers: validationSpeakers };
  const decides = recipe.selection === "bestValidationUar" || recipe.patience !== null;
  return decides ? { share: VALIDATION_SHARE } : null;
}

/**
 * Divides a corpus as the command line asks. All that could end a training is found out here, and not hours later.
 *
 * @throws UsageError if the folds asked for do not fit the corpus, if there is only one label, or if a training side lacks one
 */
export function divisionFor<U extends Utterance>(
  utterances: readonly U[],
  options: TrainArguments,
  recipe: Recipe,
): Division<U> {
  const { seed } = recipe;
  const { protocol, folds, fold } = options;
  const validation = validationSize(options, recipe);
  const labels = labelsOf(utterances);
  if (labels.length < 2) throw new UsageError(`labels are ${labels.join(", ")} alone, expected at least 2`);
  try {
    const plan = rejecting(UsageError, () => planFolds(utterances, { protocol, folds, validation }, seed));
    const n = plan.folds.length;
    if (fold !== undefined && fold > n) throw new UsageError(`fold is ${fold}, expected a whole number from 1 to ${n}`);

    const final = wantsFinal(options)
      ? rejecting(UsageError, () => finalFold(utterances, plan, validation, seed))
      : null;
    for (const [i, { train }] of plan.folds.entries()) {
      if (fold === undefined || fold === i + 1) assertLabelled(`fold ${i + 1} of ${n}`, train, labels);
    }
    if (final) assertLabelled("the final model", final.train, labels);
    return { plan, final };
  } catch (error) {
    if (!(error instanceof UnknownSpeakerError)) throw error;
    throw new UsageError(
      `${error.message}: name speakers with --manifest or --adapter folder-speaker, or pass --protocol clip, whose numbers do not hold for new voices`,
    );
  }
}

function finalFold<U extends Utterance>(
  utterances: readonly U[],
  { folds, protocol }: FoldPlan<U>,
  validation: FoldOptions["validation"],
  seed: number,
): Fold<U> {
  const everything: Fold<U> = { name: "final", train: [...utterances], validation: [], test: [] };
  const random = randomAt(seed, "split", { step: folds.length + 1 });
  return validation ? withValidation(everything, validation, random, protocol) : everything;
}

function assertLabelled(title: string, train: readonly Utterance[], labels: readonly string[]): void {
  const missing = labels.filter((label) => !train.some((utterance) => utterance.label === label));
  if (missing.length === 0) return;
  throw new UsageError(
    `${title} has no utterance of ${missing.join(", ")} to train on, expected every label: too few speakers have it for these folds`,
  );
}
