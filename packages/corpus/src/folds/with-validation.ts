import type { Random } from "@undertone/core";
import { stratumOfClips } from "./clip-folds.ts";
import { type Divisible, type Fold, foldOf } from "./fold.ts";
import type { Protocol } from "./protocol.ts";
import { corpusOfSpeakers } from "./speaker-folds.ts";
import { drawProportionally } from "./strata.ts";

/**
 * How much of the training side becomes the validation side: a number of speakers, or a share, above 0 and below 1, of
 * the speakers (of the utterances where recordings are moved), rounded, at least one.
 */
export type ValidationSize = { speakers: number } | { share: number };

/**
 * Moves a part of the training side to the validation side: whole speakers, each corpus in its share of speakers. Under
 * protocol "clip", and under "corpus" where a speaker of the training side is unknown, recordings are moved, each corpus and
 * label in its share of recordings. Under "speaker-text" the validation speakers say what is trained on: their
 * sentences are not the test side's, but the training side's.
 *
 * @throws RangeError unless at least one speaker, or utterance, moves and one stays; or if speakers are counted where
 *         recordings are moved
 * @throws UnknownSpeakerError under the other protocols if a speaker of the training side is unknown
 */
export function withValidation<U extends Divisible>(
  fold: Fold<U>,
  size: ValidationSize,
  random: Random,
  protocol: Protocol = "speaker",
): Fold<U> {
  const byClip = movesClips(fold.train, protocol);
  if (byClip && "speakers" in size) {
    throw new RangeError(`validation counts speakers, expected a share under protocol "${protocol}"`);
  }
  const stratumOf = byClip ? stratumOfClips(fold.train) : corpusOfSpeakers(fold.train);
  const drawn = drawProportionally(stratumOf, countOf(size, stratumOf.size, byClip), random);
  const moves = (utterance: U) => drawn.has(byClip ? utterance.path : utterance.speaker!);
  return foldOf({
    ...fold,
    train: fold.train.filter((utterance) => !moves(utterance)),
    validation: fold.train.filter(moves),
  });
}

function movesClips(train: readonly Divisible[], protocol: Protocol): boolean {
  return protocol === "clip" || (protocol === "corpus" && train.some(({ speaker }) => speaker === null));
}

function countOf(size: ValidationSize, n: number, byClip: boolean): number {
  if ("share" in size && !(size.share > 0 && size.share < 1)) {
    throw new RangeError(`validation share is ${size.share}, expected a number above 0 and below 1`);
  }
  const count = "share" in size ? Math.max(1, Math.round(size.share * n)) : size.speakers;
  if (!Number.isInteger(count) || count < 1 || count >= n) {
    const items = byClip ? "utterances" : "speakers";
    throw new RangeError(`validation ${items} are ${count}, expected at least 1 and fewer than the ${n} of training`);
  }
  return count;
}
