import type { Random } from "@undertone/core";
import { assertTextsKnown, type Divisible, type Fold, foldOf } from "./fold.ts";
import { deal } from "./strata.ts";

/**
 * Crosses a division by speakers with one by sentences: each fold becomes nTextFolds cells. A cell tests the fold's test
 * speakers on one hand of sentences and trains on the other speakers and the other sentences; what is neither, the test
 * speakers' other sentences and the others' tested ones, is left out of it. Over all cells every utterance is tested once, by
 * a model that heard neither its speaker nor its sentence.
 *
 * Sentences are dealt out corpus by corpus: of each, two hands differ by at most one sentence. With nTextFolds = 2 a cell
 * trains on half of what its fold would; RAVDESS, which has two sentences, allows no more.
 *
 * @param folds  a division by speakers, without validation sides
 * @returns      cells in the order of the folds, named `NAME-text-1` and so on
 * @throws RangeError if a text is unknown, or unless nTextFolds is whole and at least 2 and each corpus has as many texts
 */
export function speakerTextFolds<U extends Divisible>(
  folds: readonly Fold<U>[],
  nTextFolds: number,
  random: Random,
): Fold<U>[] {
  const corpusOf = corpusOfTexts(folds.flatMap(({ test }) => test));
  assertEnough(corpusOf, nTextFolds);
  const handOf = deal(corpusOf, nTextFolds, random);
  const handOfText = ({ text }: U) => handOf.get(text!);
  return folds.flatMap(({ name, train, test }) =>
    Array.from({ length: nTextFolds }, (_, hand) =>
      foldOf({
        name: `${name}-text-${hand + 1}`,
        train: train.filter((utterance) => handOfText(utterance) !== hand),
        test: test.filter((utterance) => handOfText(utterance) === hand),
      }),
    ),
  );
}

function corpusOfTexts(utterances: readonly Divisible[]): Map<string, string> {
  assertTextsKnown(utterances);
  return new Map(utterances.map(({ text, corpus }) => [text!, corpus]));
}

function assertEnough(corpusOf: ReadonlyMap<string, string>, nTextFolds: number): void {
  const counts = new Map<string, number>();
  for (const corpus of corpusOf.values()) counts.set(corpus, (counts.get(corpus) ?? 0) + 1);
  for (const [corpus, count] of counts) {
    if (Number.isInteger(nTextFolds) && nTextFolds >= 2 && nTextFolds <= count) continue;
    throw new RangeError(
      `nTextFolds is ${nTextFolds}, expected a whole number from 2 to the texts of each corpus; ${corpus} has ${count}`,
    );
  }
}
