import type { Random } from "@undertone/core";
import { byCodeUnits } from "../paths.ts";
import { assertSpeakersKnown, type Divisible, type Fold, foldOf } from "./fold.ts";
import { deal } from "./strata.ts";

/**
 * Divides a corpus for speaker-independent cross-validation: every utterance is tested in exactly one fold, by a model
 * that never heard its speaker.
 *
 * Speakers, not utterances, are dealt out, corpus by corpus: two folds differ by at most one speaker of each corpus and
 * at most one in all, but may differ in utterances. The order of `utterances` does not matter to who is tested where.
 *
 * @throws RangeError unless nFolds is whole and 2 ≤ nFolds ≤ the number of speakers, or if there are fewer than two
 * @throws UnknownSpeakerError if any speaker is unknown
 */
export function speakerFolds<U extends Divisible>(utterances: readonly U[], nFolds: number, random: Random): Fold<U>[] {
  const corpusOf = corpusOfSpeakers(utterances);
  assertSpeakers(corpusOf.size);
  if (!Number.isInteger(nFolds) || nFolds < 2 || nFolds > corpusOf.size) {
    throw new RangeError(`nFolds is ${nFolds}, expected a whole number from 2 to ${corpusOf.size} speakers`);
  }
  const handOf = deal(corpusOf, nFolds, random);
  return foldsBy(utterances, nFolds, "speaker", ({ speaker }) => handOf.get(speaker!)!);
}

/**
 * Gives each speaker a fold in which that speaker alone is tested; in code-unit order of their names.
 *
 * @throws RangeError if there are fewer than two speakers
 * @throws UnknownSpeakerError if any speaker is unknown
 */
export function leaveOneSpeakerOut<U extends Divisible>(utterances: readonly U[]): Fold<U>[] {
  const speakers = [...corpusOfSpeakers(utterances).keys()].sort(byCodeUnits);
  assertSpeakers(speakers.length);
  const handOf = new Map(speakers.map((speaker, i) => [speaker, i]));
  return foldsBy(utterances, speakers.length, "speaker", ({ speaker }) => handOf.get(speaker!)!);
}

/** @throws RangeError unless there are two: one to train on, one to test */
function assertSpeakers(count: number): void {
  if (count < 2) throw new RangeError(`speakers are ${count}, expected at least 2`);
}

/**
 * The corpus of each speaker.
 *
 * @throws UnknownSpeakerError if any speaker is unknown
 */
export function corpusOfSpeakers(utterances: readonly Divisible[]): Map<string, string> {
  assertSpeakersKnown(utterances);
  return new Map(utterances.map(({ speaker, corpus }) => [speaker!, corpus]));
}

/** Makes nFolds folds, named `kind-1` and so on, that test the utterances of one hand each and train on the others. */
export function foldsBy<U extends Divisible>(
  utterances: readonly U[],
  nFolds: number,
  kind: string,
  handOf: (utterance: U) => number,
): Fold<U>[] {
  const hands = utterances.map(handOf);
  return Array.from({ length: nFolds }, (_, fold) =>
    foldOf({
      name: `${kind}-${fold + 1}`,
      train: utterances.filter((_, i) => hands[i] !== fold),
      test: utterances.filter((_, i) => hands[i] === fold),
    }),
  );
}
