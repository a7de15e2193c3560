import { type Emotion, occurring } from "@undertone/core";
import { byCodeUnits } from "../paths.ts";
import type { Divisible, Fold } from "./fold.ts";
import { foldsBy } from "./speaker-folds.ts";

/**
 * Gives each corpus a fold in which it alone is tested, by a model of all others; in code-unit order of their names.
 *
 * The same voices under another corpus's name are not noticed here: the audit finds them by their sound.
 *
 * @param utterances  of `commonLabels` alone
 * @throws RangeError if there are fewer than two corpora
 */
export function corpusFolds<U extends Divisible>(utterances: readonly U[]): Fold<U>[] {
  const corpora = [...new Set(utterances.map(({ corpus }) => corpus))].sort(byCodeUnits);
  if (corpora.length < 2) throw new RangeError(`corpora are ${corpora.length}, expected at least 2`);
  const handOf = new Map(corpora.map((corpus, i) => [corpus, i]));
  return foldsBy(utterances, corpora.length, "corpus", ({ corpus }) => handOf.get(corpus)!);
}

/** The labels that every corpus has, in the order of `EMOTIONS`: elsewhere a model could not have learned what is tested. */
export function commonLabels(utterances: readonly Divisible[]): Emotion[] {
  const labelsOf = new Map<string, Set<Emotion>>();
  for (const { corpus, label } of utterances) {
    const labels = labelsOf.get(corpus) ?? new Set();
    labelsOf.set(corpus, labels.add(label));
  }
  const all = [...labelsOf.values()];
  return occurring(all.flatMap((labels) => [...labels])).filter((label) => all.every((labels) => labels.has(label)));
}
