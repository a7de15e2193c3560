import {
  auditCorpus,
  auditedLabel,
  type CorpusAudit,
  type Fold,
  type FoldPlan,
  isSynthetic,
  protocolLabel,
  UnknownSpeakerError,
  unsoundness,
} from "@undertone/corpus";
import { changedRecipe, divideForTraining, type Recipe, recipeNamed } from "@undertone/trainer";
import type { OpenCorpus, Recording } from "./open-corpus.ts";
import type { DivisionTable, SideSize, TrainingChoice } from "./services.ts";
import { hasOwnFolds } from "./settings.ts";

/** A corpus divided for a recipe, and audited. */
export interface DividedCorpus {
  recipe: Recipe;
  plan: FoldPlan<Recording>;
  /** the folds that are trained */
  folds: Fold<Recording>[];
  /** what a model of all speakers is trained on; null: there is none */
  final: Fold<Recording> | null;
  audit: CorpusAudit;
  /** the protocol in words, with what the audit has against it */
  protocolLabel: string;
}

/**
 * Divides a corpus and audits it as `undertone train` does.
 *
 * @throws RangeError or UnknownSpeakerError if the choice does not fit the corpus
 */
export function divide({ recordings, files, groups }: OpenCorpus, choice: TrainingChoice): DividedCorpus {
  const { protocol, folds, allFolds, validationSpeakers } = choice;
  const usual = recipeNamed(choice.recipe);
  const epochs = choice.epochs === usual.epochs ? undefined : choice.epochs;
  const recipe = changedRecipe(usual, { seed: choice.seed, epochs });
  const options = {
    protocol,
    folds: hasOwnFolds(protocol) ? undefined : folds,
    fold: allFolds ? undefined : 1,
    validationSpeakers: validationSpeakers ?? undefined,
    final: allFolds,
  };
  const { plan, final } = named(() => divideForTraining(recordings, options, recipe));
  const audit = auditCorpus(files, plan, groups);
  return {
    ...{ recipe, plan, final, audit },
    folds: allFolds ? plan.folds : plan.folds.slice(0, 1),
    protocolLabel: auditedLabel(protocolLabel(protocol, isSynthetic(recordings)), audit),
  };
}

/** Whether numbers of a division say anything of recognition. */
export function isSound({ plan, audit }: DividedCorpus): boolean {
  return plan.protocol !== "leaky" && (audit.split?.broken ?? []).length === 0;
}

/** What a page shows of a division. */
export function divisionTable({ plan, audit, protocolLabel }: DividedCorpus): DivisionTable {
  return { protocolLabel, folds: plan.folds.map(sizesOf), audit, unsound: unsoundness(audit) };
}

export function sizesOf({ name, train, validation, test }: Fold<Recording>): DivisionTable["folds"][number] {
  return { name, train: sizeOf(train), validation: sizeOf(validation), test: sizeOf(test) };
}

/** The known speakers, each once, in code-unit order. */
export function speakersOf(recordings: readonly Recording[]): string[] {
  return [...new Set(recordings.flatMap(({ speaker }) => speaker ?? []))].sort();
}

function sizeOf(side: readonly Recording[]): SideSize {
  return { nUtterances: side.length, nSpeakers: speakersOf(side).length };
}

function named<T>(body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof UnknownSpeakerError)) throw error;
    throw new RangeError(`${error.message}, whose numbers do not hold for new voices`);
  }
}
