import { type FoldPlan, UnknownSpeakerError, type Utterance } from "@undertone/corpus";
import {
  assertLabelled,
  type Division,
  type DivisionOptions,
  divideForTraining,
  type Recipe,
} from "@undertone/trainer";
import { rejecting, UsageError } from "../errors.ts";
import type { CorpusArguments } from "../options.ts";
import { pairFold } from "./calibration-pairs.ts";
import type { RecordingFolders } from "./named-recordings.ts";

/** What `undertone train` was asked for. */
export interface TrainArguments extends CorpusArguments, DivisionOptions {
  out?: string;
  recipe: string;
  /** trains although the audit finds the division unsound; every number then says so */
  unsound?: true;
  seed?: number;
  epochs?: number;
  /** whether to train what fits a temperature where no validation side is held out */
  calibrate?: true;
  /** a run whose models teach, fold by fold */
  teacher?: string;
  /** folders of recordings that the recipe's augmentation names; left out: none */
  recordings?: RecordingFolders;
}

/**
 * Divides a corpus as the command line asks.
 *
 * @throws UsageError if the folds asked for do not fit the corpus, if there is only one label, or if a training side lacks one
 */
export function divisionFor<U extends Utterance>(
  utterances: readonly U[],
  options: TrainArguments,
  recipe: Recipe,
): Division<U> {
  try {
    return rejecting(UsageError, () => {
      const division = divideForTraining(utterances, options, recipe);
      if (options.calibrate) assertPairs(division.plan, options.fold);
      return division;
    });
  } catch (error) {
    if (!(error instanceof UnknownSpeakerError)) throw error;
    throw new UsageError(
      `${error.message}: name speakers with --manifest or --adapter folder-speaker, or pass --protocol clip, whose numbers do not hold for new voices`,
    );
  }
}

/** @throws UsageError unless the folds' pairs leave every label to train on */
function assertPairs(plan: FoldPlan<Utterance>, only: number | undefined): void {
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
    assertLabelled(name, train, plan.labels);
  }
}
