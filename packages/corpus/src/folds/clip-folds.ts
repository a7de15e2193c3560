import type { Random } from "@undertone/core";
import type { Divisible, Fold } from "./fold.ts";
import { foldsBy } from "./speaker-folds.ts";
import { deal } from "./strata.ts";

/**
 * Divides a corpus by recordings, whoever speaks: NOT speaker-independent. The same voice is on both sides, and numbers
 * from such folds say nothing of voices that were never heard. For corpora whose speakers are unknown.
 *
 * Recordings are dealt out corpus by corpus and label by label: of each, two folds differ by at most one recording.
 *
 * @throws RangeError unless nFolds is whole and 2 ≤ nFolds ≤ the number of utterances
 */
export function clipFolds<U extends Divisible>(utterances: readonly U[], nFolds: number, random: Random): Fold<U>[] {
  if (!Number.isInteger(nFolds) || nFolds < 2 || nFolds > utterances.length) {
    throw new RangeError(`nFolds is ${nFolds}, expected a whole number from 2 to ${utterances.length} utterances`);
  }
  const handOf = deal(stratumOfClips(utterances), nFolds, random);
  return foldsBy(utterances, nFolds, "clip", ({ path }) => handOf.get(path)!);
}

/** Corpus and label of each path. */
export function stratumOfClips(utterances: readonly Divisible[]): Map<string, string> {
  return new Map(utterances.map(({ path, corpus, label }) => [path, `${corpus} ${label}`]));
}
