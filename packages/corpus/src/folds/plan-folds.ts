import { randomAt } from "@undertone/core";
import { assertUnique } from "../paths.ts";
import { clipFolds } from "./clip-folds.ts";
import { assertDisjoint, assertSpeakersKnown, type Divisible, type Fold, type Protocol } from "./fold.ts";
import { namedFolds } from "./named-folds.ts";
import { leaveOneSpeakerOut, speakerFolds } from "./speaker-folds.ts";
import { type ValidationSize, withValidation } from "./with-validation.ts";

export interface FoldOptions {
  /** default "speaker"; "clip" has to be asked for by name */
  protocol?: Protocol | undefined;
  /** how many, or which: "emobox" is EmoBox's six sets of RAVDESS actors */
  folds: number | "emobox" | "leave-one-speaker-out";
  /** default: no validation side */
  validation?: ValidationSize | null | undefined;
}

/** A corpus divided, with what the division promises. */
export interface FoldPlan<U extends Divisible> {
  protocol: Protocol;
  folds: Fold<U>[];
}

/**
 * Divides a corpus by a seed. The same utterances, options and seed give the same plan, in whatever order the utterances
 * come.
 *
 * @throws UnknownSpeakerError if a speaker is unknown and the protocol is not "clip"
 * @throws RangeError if a path is there twice, the protocol or `folds` is none of its values or does not fit the
 *         speakers, or validation leaves nothing to train on
 */
export function planFolds<U extends Divisible>(
  utterances: readonly U[],
  options: FoldOptions,
  seed: number,
): FoldPlan<U> {
  const { protocol = "speaker", validation } = options;
  if (protocol !== "speaker" && protocol !== "clip") {
    throw new RangeError(`protocol is "${protocol}", expected "speaker" or "clip"`);
  }
  assertUnique(utterances.map(({ path }) => path));
  if (protocol === "speaker") assertSpeakersKnown(utterances);

  const folds = divided(utterances, protocol, options.folds, seed).map((fold, i) =>
    validation ? withValidation(fold, validation, randomAt(seed, "split", { step: i + 1 }), protocol) : fold,
  );
  for (const fold of folds) assertDisjoint(fold, protocol);
  return { protocol, folds };
}

function divided<U extends Divisible>(
  utterances: readonly U[],
  protocol: Protocol,
  folds: FoldOptions["folds"],
  seed: number,
): Fold<U>[] {
  const random = randomAt(seed, "split");
  if (typeof folds === "number") {
    return protocol === "clip" ? clipFolds(utterances, folds, random) : speakerFolds(utterances, folds, random);
  }
  if (protocol === "clip") throw new RangeError(`folds is "${folds}", expected a whole number under protocol "clip"`);
  if (folds === "emobox") return namedFolds("emobox-ravdess", utterances);
  if (folds === "leave-one-speaker-out") return leaveOneSpeakerOut(utterances);
  throw new RangeError(`folds is "${folds}", expected a whole number, "emobox" or "leave-one-speaker-out"`);
}
