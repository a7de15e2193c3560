import {
  type Fold,
  type FoldOptions,
  type FoldPlan,
  foldOfAll,
  type Protocol,
  planFolds,
  UnknownSpeakerError,
  type Utterance,
} from "@undertone/corpus";
import type { Recipe } from "@undertone/trainer";
import { rejecting, UsageError } from "../errors.ts";
import type { CorpusArguments } from "../options.ts";
import { pairFold } from "./calibration-pairs.ts";
import type { RecordingFolders } from "./named-recordings.ts";

/** What `undertone train` was asked for. */
export interface TrainArguments extends CorpusArguments {
  out?: string;
  recipe: string;
  /** left out: five, or what the protocol has */
  folds?: FoldOptions["folds"];
  textFolds?: number;
  /** from 1: train this fold only */
  fold?: number;
  protocol?: Protocol;
  /** trains although the audit finds the division unsound; every number then says so */
  unsound?: true;
  /** 0: no validation side; left out: as the recipe needs */
  validationSpeakers?: number;
  seed?: number;
  /** divides the corpus instead of the recipe's: of runs by several seeds in the same folds */
  foldSeed?: number;
  epochs?: number;
  /** whether to train what fits a temperature where no validation side is held out */
  calibrate?: true;
  /** folders of recordings that the recipe's augmentation names; left out: none */
  recordings?: RecordingFolders;
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

/** Whether a model of all speakers is trained at the end; a leaky run's numbers speak for no such model. */
export function wantsFinal({ final, fold, protocol }: TrainArguments): boolean {
  return final && fold === undefined && protocol !== "leaky";
}

/** How large a validation side is asked for, or else is needed by the recipe; null: none but the protocol's own. */
function validationSize({ validationSpeakers, protocol }: TrainArguments, recipe: Recipe): FoldOptions["validation"] {
  if (validationSpeakers !== undefined) return validationSpeakers === 0 ? null : { speakers: validationSpeakers };
  if (protocol === "leaky") return null;
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
  const seed = options.foldSeed ?? recipe.seed;
  const { protocol, folds, textFolds, fold } = options;
  const validation = validationSize(options, recipe);
  try {
    const plan = rejecting(UsageError, () => planFolds(utterances, { protocol, folds, textFolds, validation }, seed));
    const { labels } = plan;
    if (labels.length < 2) throw new UsageError(`labels are ${labels.join(", ")} alone, expected at least 2`);
    const n = plan.folds.length;
    if (fold !== undefined && fold > n) throw new UsageError(`fold is ${fold}, expected a whole number from 1 to ${n}`);

    const final = wantsFinal(options)
      ? rejecting(UsageError, () => foldOfAll(utterances, plan, validation, seed))
      : null;
    if (options.calibrate) assertPairs(plan, labels, fold);
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

/** @throws UsageError unless the folds' pairs leave every label to train on */
function assertPairs(plan: FoldPlan<Utterance>, labels: readonly string[], only: number | undefined): void {
  const n = plan.folds.length;
  if (n < 3)
    throw new UsageError(`folds are ${n}, expected at least 3 with --calibrate, which trains without two of them`);
  for (const i of plan.folds.keys()) {
    if (plan.folds[i].validation.length > 0 || (only !== undefined && only !== i + 1)) continue;
    const { name, train } = pairFold(plan, i);
    if (train.length === 0) {
      throw new UsageError(
        `${name} has 0 utterances that both folds train on, expected some: --calibrate does not go with --protocol ${plan.protocol} here`,
      );
    }
    assertLabelled(name, train, labels);
  }
}

function assertLabelled(title: string, train: readonly Utterance[], labels: readonly string[]): void {
  const missing = labels.filter((label) => !train.some((utterance) => utterance.label === label));
  if (missing.length === 0) return;
  throw new UsageError(
    `${title} has no utterance of ${missing.join(", ")} to train on, expected every label: too few speakers have it for these folds`,
  );
}
