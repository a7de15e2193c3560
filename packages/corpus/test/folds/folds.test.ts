import { randomAt } from "@undertone/core";
import { assertDisjoint, clipFolds, type Fold, leaveOneSpeakerOut, namedFolds, speakerFolds } from "@undertone/corpus";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { corpusOf, type Item, paths, speakersOf } from "./corpora.ts";

const split = (seed: number) => randomAt(seed, "split");
const shared = (a: Set<string | null>, b: Set<string | null>) => [...a].filter((one) => b.has(one));

/** Each utterance is tested once, trained on in all other folds, and folds keep the order of the corpus. */
function expectPartition(folds: Fold<Item>[], corpus: Item[]): void {
  expect(paths(folds.flatMap(({ test }) => test)).sort()).toEqual(paths(corpus).sort());
  for (const { train, test, validation } of folds) {
    expect(validation).toEqual([]);
    expect(corpus.filter((one) => !test.includes(one))).toEqual(train);
    expect(corpus.filter((one) => !train.includes(one))).toEqual(test);
  }
}

describe("speakerFolds", () => {
  it("tests every utterance once, by folds that never trained on its speaker", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(6), { minLength: 2, maxLength: 9 }), fc.nat(), fc.nat(), (counts, pick, seed) => {
        const corpus = corpusOf({ a: counts.map((n) => n + 1), b: [2, 1] });
        const nFolds = 2 + (pick % (counts.length + 1));
        const folds = speakerFolds(corpus, nFolds, split(seed));
        expectPartition(folds, corpus);
        for (const { train, test } of folds) expect(shared(speakersOf(train), speakersOf(test))).toEqual([]);
      }),
    );
  });

  it("spreads each corpus, and all speakers, within one speaker over the folds", () => {
    const corpus = corpusOf({ a: [1, 1, 1, 1, 1], b: [3, 3], c: [2, 2, 2, 2, 2, 2, 2] });
    const folds = speakerFolds(corpus, 4, split(5));
    const spread = (items: (fold: Fold<Item>) => readonly Item[]) => {
      const counts = folds.map((fold) => speakersOf(items(fold)).size);
      return Math.max(...counts) - Math.min(...counts);
    };
    expect(spread(({ test }) => test)).toBeLessThanOrEqual(1);
    for (const name of ["a", "b", "c"]) {
      expect(spread(({ test }) => test.filter((one) => one.corpus === name))).toBeLessThanOrEqual(1);
    }
  });

  it("depends on the seed and not on the order of the corpus", () => {
    const corpus = corpusOf({ a: [1, 2, 3, 4, 5] });
    const tested = (items: Item[], seed: number) =>
      speakerFolds(items, 2, split(seed)).map(({ test }) => paths(test).sort());
    expect(tested(corpus, 1)).toEqual(tested(corpus.toReversed(), 1));
    expect(new Set([1, 2, 3, 4, 5, 6].map((seed) => JSON.stringify(tested(corpus, seed)))).size).toBeGreaterThan(1);
  });

  it("names its folds", () => {
    const corpus = corpusOf({ a: [1, 1, 1] });
    expect(speakerFolds(corpus, 3, split(1)).map(({ name }) => name)).toEqual(["speaker-1", "speaker-2", "speaker-3"]);
  });

  it.each([0, 1, 2.5, 6, Number.NaN])("refuses %d folds of five speakers", (nFolds) => {
    expect(() => speakerFolds(corpusOf({ a: [1, 1, 1, 1, 1] }), nFolds, split(1))).toThrow(
      new RangeError(`nFolds is ${nFolds}, expected a whole number from 2 to 5 speakers`),
    );
  });

  it("refuses a single speaker, whatever the number of folds", () => {
    expect(() => speakerFolds(corpusOf({ a: [3] }), 2, split(1))).toThrow(
      new RangeError("speakers are 1, expected at least 2"),
    );
  });
});

describe("leaveOneSpeakerOut", () => {
  it("tests one speaker a fold, in order of their names", () => {
    const corpus = corpusOf({ b: [2, 1], a: [3] });
    const folds = leaveOneSpeakerOut(corpus);
    expectPartition(folds, corpus);
    expect(folds.map(({ test }) => [...speakersOf(test)])).toEqual([["a:1"], ["b:1"], ["b:2"]]);
  });

  it("refuses a single speaker", () => {
    expect(() => leaveOneSpeakerOut(corpusOf({ a: [3] }))).toThrow(
      new RangeError("speakers are 1, expected at least 2"),
    );
  });
});

describe("clipFolds", () => {
  it("tests every utterance once and spreads each label of each corpus within one utterance", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }), fc.nat(3), fc.nat(), (counts, extra, seed) => {
        const corpus = corpusOf({ a: [...counts, 5], b: [7] }).map((one) => ({ ...one, speaker: null }));
        const folds = clipFolds(corpus, 2 + extra, split(seed));
        expectPartition(folds, corpus);
        for (const stratum of new Set(corpus.map((one) => `${one.corpus} ${one.label}`))) {
          const sizes = folds.map(({ test }) => test.filter((one) => `${one.corpus} ${one.label}` === stratum).length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("says in its names that it divides clips", () => {
    expect(clipFolds(corpusOf({ a: [4] }), 2, split(1)).map(({ name }) => name)).toEqual(["clip-1", "clip-2"]);
  });

  it.each([1, 5, 1.5])("refuses %d folds of four utterances", (nFolds) => {
    expect(() => clipFolds(corpusOf({ a: [4] }), nFolds, split(1))).toThrow(
      new RangeError(`nFolds is ${nFolds}, expected a whole number from 2 to 4 utterances`),
    );
  });
});

describe("namedFolds", () => {
  const actors = Array.from({ length: 24 }, (_, i) => String(i + 1).padStart(2, "0"));
  const ravdess = corpusOf({ ravdess: new Array(24).fill(2) }).map((one, i) => ({
    ...one,
    speaker: `ravdess:${actors[i >> 1]}`,
  }));

  it("has EmoBox's six sets of actors", () => {
    const folds = namedFolds("emobox-ravdess", ravdess);
    expectPartition(folds, ravdess);
    expect(folds.map(({ name, test }) => [name, ...speakersOf(test)].join(" "))).toEqual([
      "emobox-1 ravdess:01 ravdess:11 ravdess:20 ravdess:21",
      "emobox-2 ravdess:04 ravdess:10 ravdess:12 ravdess:14",
      "emobox-3 ravdess:08 ravdess:09 ravdess:19 ravdess:23",
      "emobox-4 ravdess:03 ravdess:05 ravdess:07 ravdess:24",
      "emobox-5 ravdess:02 ravdess:15 ravdess:16 ravdess:18",
      "emobox-6 ravdess:06 ravdess:13 ravdess:17 ravdess:22",
    ]);
  });

  it("refuses speakers that are not exactly the set's", () => {
    expect(() => namedFolds("emobox-ravdess", [...ravdess, ...corpusOf({ tess: [1] })])).toThrow(
      new RangeError('speaker is "tess:1", expected one of the 24 of emobox-ravdess'),
    );
    expect(() => namedFolds("emobox-ravdess", ravdess.slice(0, -2))).toThrow(
      new RangeError('speaker "ravdess:24" is missing, expected all 24 of emobox-ravdess'),
    );
    expect(() => namedFolds("emobox-savee" as never, ravdess)).toThrow(
      new RangeError('set is "emobox-savee", expected "emobox-ravdess"'),
    );
  });
});

describe("assertDisjoint", () => {
  const [one, two, three] = corpusOf({ a: [1, 2] });

  it.each([
    [{ train: [one], validation: [], test: [one] }, 'path "a/1-0.wav" in train and test'],
    [{ train: [two], validation: [], test: [three] }, 'speaker "a:2" in train and test'],
    [{ train: [two], validation: [three], test: [one] }, 'speaker "a:2" in train and validation'],
    [{ train: [one], validation: [two], test: [three] }, 'speaker "a:2" in validation and test'],
  ])("finds what is on both sides %#", (parts, found) => {
    expect(() => assertDisjoint({ name: "speaker-1", ...parts })).toThrow(
      new Error(`fold speaker-1 has ${found}, expected it in one`),
    );
  });

  it("takes an unknown speaker for no proof, and protocol clip for what it is", () => {
    const fold = { name: "x", train: [one], validation: [], test: [{ ...two, speaker: null }] };
    expect(() => assertDisjoint(fold)).toThrow(
      'speaker is unknown for 1 utterance, expected known speakers or protocol "clip" by name',
    );
    expect(() => assertDisjoint(fold, "clip")).not.toThrow();
    expect(() => assertDisjoint({ name: "x", train: [two], validation: [], test: [three] }, "clip")).not.toThrow();
  });
});
