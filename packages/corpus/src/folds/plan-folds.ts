import { type Emotion, occurring, randomAt } from "@undertone/core";
import { assertUnique } from "../paths.ts";
import { clipFolds } from "./clip-folds.ts";
import { commonLabels, corpusFolds } from "./corpus-folds.ts";
import { assertDisjoint, assertSpeakersKnown, type Divisible, type Fold, foldOf } from "./fold.ts";
import { leakyFold } from "./leaky-fold.ts";
import { namedFolds } from "./named-folds.ts";
import { assertProtocol, type Protocol } from "./protocol.ts";
import { leaveOneSpeakerOut, speakerFolds } from "./speaker-folds.ts";
import { speakerTextFolds } from "./speaker-text-folds.ts";
import { type ValidationSize, withValidation } from "./with-validation.ts";

export interface FoldOptions {
  /** default "speaker"; every other has to be asked for by name */
  protocol?: Protocol | undefined;
  /**
   * how many, default 5, or which: "emobox" is EmoBox's six sets of RAVDESS actors. None may be given under protocol "corpus",
   * where each corpus makes one, and under "leaky", which has one
   */
  folds?: number | "emobox" | "leave-one-speaker-out" | undefined;
  /** under protocol "speaker-text" alone: into how many hands sentences are dealt, default 2 */
  textFolds?: number | undefined;
  /** default: no validation side; none may be given under protocol "leaky", which has its own */
  validation?: ValidationSize | null | undefined;
}

/** A corpus divided, with what the division promises. */
export interface FoldPlan<U extends Divisible> {
  protocol: Protocol;
  /** those of the utterances; under protocol "corpus" only those that every corpus has, the others being left out */
  labels: Emotion[];
  folds: Fold<U>[];
}

const DEFAULT_FOLDS = 5;
const DEFAULT_TEXT_FOLDS = 2;

/**
 * Divides a corpus by a seed. The same utterances, options and seed give the same plan, in whatever order the utterances
 * come.
 *
 * @throws UnknownSpeakerError if a speaker is unknown and the protocol is "speaker" or "speaker-text"
 * @throws RangeError if a path is there twice, the protocol, `folds` or `textFolds` is none of its values or does not fit the
 *         utterances, a text is unknown under "speaker-text", or validation leaves nothing to train on
 */
export function planFolds<U extends Divisible>(
  utterances: readonly U[],
  options: FoldOptions,
  seed: number,
): FoldPlan<U> {
  const { protocol = "speaker", validation } = options;
  assertProtocol(protocol);
  assertUnique(utterances.map(({ path }) => path));
  if (protocol === "speaker" || protocol === "speaker-text") assertSpeakersKnown(utterances);
  if (options.textFolds !== undefined && protocol !== "speaker-text") {
    throw new RangeError(`textFolds is ${options.textFolds}, expected none under protocol "${protocol}"`);
  }
  if (validation && protocol === "leaky") {
    throw new RangeError(
      'validation is given, expected none under protocol "leaky", which validates on a tenth of its rows',
    );
  }

  const labels = plannedLabels(utterances, protocol);
  const divisible = utterances.filter(({ label }) => labels.includes(label));
  const folds = divided(divisible, protocol, options, seed).map((fold, i) =>
    validation ? withValidation(fold, validation, randomAt(seed, "split", { step: i + 1 }), protocol) : fold,
  );
  for (const fold of folds) assertDisjoint(fold, protocol);
  return { protocol, labels, folds };
}

/**
 * All utterances that a plan divides, as a fold with nothing left to test on: what the model is trained on that the folds'
 * numbers speak for.
 *
 * @throws RangeError if validation leaves nothing to train on
 */
export function foldOfAll<U extends Divisible>(
  utterances: readonly U[],
  { protocol, labels, folds }: FoldPlan<U>,
  validation: ValidationSize | null | undefined,
  seed: number,
): Fold<U> {
  const train = utterances.filter(({ label }) => labels.includes(label));
  const everything = foldOf({ name: "final", train, test: [] });
  const random = randomAt(seed, "split", { step: folds.length + 1 });
  return validation ? withValidation(everything, validation, random, protocol) : everything;
}

function plannedLabels(utterances: readonly Divisible[], protocol: Protocol): Emotion[] {
  if (protocol === "corpus") return commonLabels(utterances);
  return occurring(utterances.map(({ label }) => label));
}

function divided<U extends Divisible>(
  utterances: readonly U[],
  protocol: Protocol,
  { folds, textFolds = DEFAULT_TEXT_FOLDS }: FoldOptions,
  seed: number,
): Fold<U>[] {
  if (protocol === "corpus" || protocol === "leaky") {
    assertNoneGiven(folds, protocol);
    return protocol === "corpus" ? corpusFolds(utterances) : [leakyFold(utterances, seed)];
  }
  if (protocol === "clip") {
    if (typeof folds === "string")
      throw new RangeError(`folds is "${folds}", expected a whole number under protocol "clip"`);
    return clipFolds(utterances, folds ?? DEFAULT_FOLDS, randomAt(seed, "split"));
  }
  const bySpeaker = dividedBySpeaker(utterances, folds ?? DEFAULT_FOLDS, seed);
  if (protocol === "speaker") return bySpeaker;
  return speakerTextFolds(bySpeaker, textFolds, randomAt(seed, "split", { utterance: 1 }));
}

function dividedBySpeaker<U extends Divisible>(
  utterances: readonly U[],
  folds: NonNullable<FoldOptions["folds"]>,
  seed: number,
): Fold<U>[] {
  if (typeof folds === "number") return speakerFolds(utterances, folds, randomAt(seed, "split"));
  if (folds === "emobox") return namedFolds("emobox-ravdess", utterances);
  if (folds === "leave-one-speaker-out") return leaveOneSpeakerOut(utterances);
  throw new RangeError(`folds is "${folds}", expected a whole number, "emobox" or "leave-one-speaker-out"`);
}

function assertNoneGiven(folds: FoldOptions["folds"], protocol: Protocol): void {
  if (folds === undefined) return;
  throw new RangeError(`folds is ${folds}, expected none under protocol "${protocol}"`);
}
