import type { Random } from "@undertone/core";
import { stratumOfClips } from "./clip-folds.ts";
import type { Divisible, Fold, Protocol } from "./fold.ts";
import { corpusOfSpeakers } from "./speaker-folds.ts";
import { drawProportionally } from "./strata.ts";

/**
 * How much of the training side becomes the validation side: a number of speakers, or a share, above 0 and below 1, of
 * the speakers (protocol "speaker") or of the utterances (protocol "clip"), rounded, at least one.
 */
export type ValidationSize = { speakers: number } | { share: number };

/**
 * Moves a part of the training side to the validation side. Under protocol "speaker" whole speakers, each corpus in its
 * share of speakers; under protocol "clip" recordings, each corpus and label in its share of recordings.
 *
 * @throws RangeError unless at least one speaker, or utterance, moves and one stays; or if speakers are counted under
 *         protocol "clip"
 * @throws UnknownSpeakerError under protocol "speaker" if a speaker of the training side is unknown
 */
export function withValidation<U extends Divisible>(
  fold: Fold<U>,
  size: ValidationSize,
  random: Random,
  protocol: Protocol = "speaker",
): Fold<U> {
  if (protocol === "clip" && "speakers" in size) {
    throw new RangeError('validation counts speakers, expected a share under protocol "clip"');
  }
  const stratumOf = protocol === "clip" ? stratumOfClips(fold.train) : corpusOfSpeakers(fold.train);
  const drawn = drawProportionally(stratumOf, countOf(size, stratumOf.size, protocol), random);
  const moves = (utterance: U) => drawn.has(protocol === "clip" ? utterance.path : utterance.speaker!);
  return {
    ...fold,
    train: fold.train.filter((utterance) => !moves(utterance)),
    validation: fold.train.filter(moves),
  };
}

function countOf(size: ValidationSize, n: number, protocol: Protocol): number {
  if ("share" in size && !(size.share > 0 && size.share < 1)) {
    throw new RangeError(`validation share is ${size.share}, expected a number above 0 and below 1`);
  }
  const count = "share" in size ? Math.max(1, Math.round(size.share * n)) : size.speakers;
  if (!Number.isInteger(count) || count < 1 || count >= n) {
    const items = protocol === "clip" ? "utterances" : "speakers";
    throw new RangeError(`validation ${items} are ${count}, expected at least 1 and fewer than the ${n} of training`);
  }
  return count;
}
