import {
  type FoldOptions,
  type FoldPlan,
  type Protocol,
  planFolds,
  UnknownSpeakerError,
  type Utterance,
} from "@undertone/corpus";
import { rejecting, UsageError } from "../errors.ts";
import type { CorpusArguments } from "../options.ts";

/** What `undertone train` was asked for. */
export interface TrainArguments extends CorpusArguments {
  out?: string;
  recipe: string;
  folds: FoldOptions["folds"];
  /** from 1: train this fold only */
  fold?: number;
  protocol?: Protocol;
  /** 0: no validation side */
  validationSpeakers?: number;
  seed?: number;
  epochs?: number;
  /** whether to train a model of all speakers at the end */
  final: boolean;
}

/** The share of speakers, or under protocol "clip" of recordings, that decides which epoch is kept. */
const VALIDATION_SHARE = 0.15;

/** How large a validation side is asked for; null: none. */
export function validationSize({ validationSpeakers }: TrainArguments): FoldOptions["validation"] {
  if (validationSpeakers === 0) return null;
  return validationSpeakers === undefined ? { share: VALIDATION_SHARE } : { speakers: validationSpeakers };
}

/** @throws UsageError if the folds asked for do not fit the corpus */
export function foldsFor<U extends Utterance>(
  utterances: readonly U[],
  options: TrainArguments,
  seed: number,
): FoldPlan<U> {
  const { protocol, folds, fold } = options;
  try {
    const plan = rejecting(UsageError, () =>
      planFolds(utterances, { protocol, folds, validation: validationSize(options) }, seed),
    );
    if (fold !== undefined && fold > plan.folds.length) {
      throw new UsageError(`fold is ${fold}, expected a whole number from 1 to ${plan.folds.length}`);
    }
    return plan;
  } catch (error) {
    if (!(error instanceof UnknownSpeakerError)) throw error;
    throw new UsageError(
      `${error.message}: name speakers with --manifest or --adapter folder-speaker, or pass --protocol clip, whose numbers do not hold for new voices`,
    );
  }
}
