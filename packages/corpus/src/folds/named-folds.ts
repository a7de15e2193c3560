import type { Divisible, Fold } from "./fold.ts";
import { corpusOfSpeakers, foldsBy } from "./speaker-folds.ts";

/** Divisions that others publish numbers for. */
export type FoldSet = "emobox-ravdess";

/**
 * EmoBox's six sets of RAVDESS actors, each tested by a model of the other twenty. Ma et al., "EmoBox: Multilingual
 * Multi-corpus Speech Emotion Recognition Toolkit and Benchmark", Interspeech 2024.
 */
const EMOBOX_RAVDESS: readonly (readonly number[])[] = [
  [1, 11, 20, 21],
  [4, 10, 12, 14],
  [8, 9, 19, 23],
  [3, 5, 7, 24],
  [2, 15, 16, 18],
  [6, 13, 17, 22],
];

/**
 * Divides a corpus as published, so that numbers can be set beside others'.
 *
 * @throws RangeError if the set is unknown, or the speakers are not exactly those of the set
 * @throws UnknownSpeakerError if any speaker is unknown
 */
export function namedFolds<U extends Divisible>(set: FoldSet, utterances: readonly U[]): Fold<U>[] {
  if (set !== "emobox-ravdess") throw new RangeError(`set is "${set}", expected "emobox-ravdess"`);

  const handOf = new Map(
    EMOBOX_RAVDESS.flatMap((actors, hand) => actors.map((actor) => [ravdessSpeaker(actor), hand] as const)),
  );
  const speakers = corpusOfSpeakers(utterances);
  const stranger = [...speakers.keys()].find((speaker) => !handOf.has(speaker));
  if (stranger) throw new RangeError(`speaker is "${stranger}", expected one of the 24 of ${set}`);
  const missing = [...handOf.keys()].find((speaker) => !speakers.has(speaker));
  if (missing) throw new RangeError(`speaker "${missing}" is missing, expected all 24 of ${set}`);
  return foldsBy(utterances, EMOBOX_RAVDESS.length, "emobox", ({ speaker }) => handOf.get(speaker!)!);
}

const ravdessSpeaker = (actor: number) => `ravdess:${String(actor).padStart(2, "0")}`;
