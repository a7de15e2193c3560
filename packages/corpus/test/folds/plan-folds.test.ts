import { randomAt } from "@undertone/core";
import {
  assignedFold,
  type FoldOptions,
  foldPlanToJson,
  planFolds,
  UnknownSpeakerError,
  withValidation,
} from "@undertone/corpus";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { corpusOf, paths, speakersOf } from "./corpora.ts";

const unknown = corpusOf({ a: [5, 6] }).map((one, i) => (i < 5 ? { ...one, speaker: null } : one));

describe("planFolds", () => {
  it("keeps three sides apart and tests every utterance once, whatever the seed", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(4), fc.boolean(), (seed, extra, clips) => {
        const corpus = corpusOf({ a: [2, 3, 4, 5], b: [6, 1, 2] });
        const options: FoldOptions = { folds: 2 + extra, validation: { share: 0.3 } };
        const { protocol, folds } = planFolds(corpus, clips ? { ...options, protocol: "clip" } : options, seed);
        expect(protocol).toBe(clips ? "clip" : "speaker");
        expect(paths(folds.flatMap(({ test }) => test)).sort()).toEqual(paths(corpus).sort());
        for (const { train, validation, test } of folds) {
          expect(paths([...train, ...validation, ...test]).sort()).toEqual(paths(corpus).sort());
          const sides = [train, validation, test];
          expect(sides.every((side) => side.length > 0)).toBe(true);
          const speakers = sides.reduce((sum, side) => sum + speakersOf(side).size, 0);
          if (!clips) expect(speakers).toBe(7);
        }
      }),
    );
  });

  it("follows from the seed, whatever the order of the corpus", () => {
    const corpus = corpusOf({ a: [2, 3, 4, 5], b: [6, 1] });
    const options: FoldOptions = { folds: 3, validation: { speakers: 1 } };
    const sorted = (seed: number, items = corpus) =>
      planFolds(items, options, seed).folds.map(({ train, validation }) => [
        paths(train).sort(),
        paths(validation).sort(),
      ]);
    expect(sorted(1)).toEqual(sorted(1, corpus.toReversed()));
    expect(new Set([1, 2, 3, 4, 5].map((seed) => JSON.stringify(sorted(seed)))).size).toBeGreaterThan(1);
  });

  it("leaves one speaker out", () => {
    const { folds } = planFolds(corpusOf({ a: [2, 3, 4] }), { folds: "leave-one-speaker-out" }, 1);
    expect(folds.map(({ test }) => [...speakersOf(test)])).toEqual([["a:1"], ["a:2"], ["a:3"]]);
  });

  it("divides by clips only when asked to by name", () => {
    const plan = () => planFolds(unknown, { folds: 2 }, 1);
    expect(plan).toThrow(UnknownSpeakerError);
    expect(plan).toThrow('speaker is unknown for 5 utterances, expected known speakers or protocol "clip" by name');
    expect(plan).toThrow(expect.objectContaining({ count: 5 }));
    expect(planFolds(unknown, { protocol: "clip", folds: 2 }, 1).folds.map(({ name }) => name)).toEqual([
      "clip-1",
      "clip-2",
    ]);
  });

  it.each<[Partial<Record<keyof FoldOptions, unknown>>, string]>([
    [{ folds: 3 }, "nFolds is 3, expected a whole number from 2 to 2 speakers"],
    [{ folds: "two" }, 'folds is "two", expected a whole number, "emobox" or "leave-one-speaker-out"'],
    [{ folds: "emobox" }, 'speaker is "a:1", expected one of the 24 of emobox-ravdess'],
    [{ folds: "emobox", protocol: "clip" }, 'folds is "emobox", expected a whole number under protocol "clip"'],
    [
      { folds: 2, protocol: "leak" },
      'protocol is "leak", expected "speaker" or "speaker-text" or "clip" or "corpus" or "leaky"',
    ],
    [{ folds: 2, protocol: "leaky" }, 'folds is 2, expected none under protocol "leaky"'],
    [{ folds: 2, protocol: "corpus" }, 'folds is 2, expected none under protocol "corpus"'],
    [{ protocol: "corpus" }, "corpora are 1, expected at least 2"],
    [{ protocol: "clip", textFolds: 2 }, 'textFolds is 2, expected none under protocol "clip"'],
    [
      { folds: 2, protocol: "speaker-text" },
      'text is unknown for 11 utterances, expected known texts under protocol "speaker-text"',
    ],
    [
      { protocol: "leaky", validation: { share: 0.1 } },
      'validation is given, expected none under protocol "leaky", which validates on a tenth of its rows',
    ],
    [
      { folds: 2, protocol: "clip", validation: { speakers: 1 } },
      'validation counts speakers, expected a share under protocol "clip"',
    ],
    [
      { folds: 2, validation: { speakers: 1 } },
      "validation speakers are 1, expected at least 1 and fewer than the 1 of training",
    ],
    [
      { folds: 2, protocol: "clip", validation: { share: 1 } },
      "validation share is 1, expected a number above 0 and below 1",
    ],
  ])("refuses %j", (options, message) => {
    expect(() => planFolds(corpusOf({ a: [5, 6] }), options as never, 1)).toThrow(new RangeError(message));
  });

  it("refuses a path that is there twice", () => {
    const [one] = corpusOf({ a: [1] });
    expect(() => planFolds([one, one], { folds: 2 }, 1)).toThrow(
      new RangeError('paths is "a/1-0.wav" twice, expected each path once'),
    );
  });
});

describe("withValidation", () => {
  const train = corpusOf({ a: [4, 4, 4, 4], b: [7, 7, 7, 7, 7, 7, 7, 7] });
  const fold = assignedFold({ name: "speaker-1", train, test: corpusOf({ c: [2] }) });
  const speakersDrawn = (seed: number, size: { speakers: number } | { share: number }) =>
    [...speakersOf(withValidation(fold, size, randomAt(seed, "split")).validation)].map((name) => name![0]).sort();

  it("takes speakers from each corpus in its share", () => {
    for (let seed = 0; seed < 20; seed++) {
      expect(speakersDrawn(seed, { speakers: 3 })).toEqual(["a", "b", "b"]);
      expect(speakersDrawn(seed, { share: 0.5 })).toEqual(["a", "a", "b", "b", "b", "b"]);
    }
    expect(speakersDrawn(1, { share: 0.001 })).toHaveLength(1);
  });

  it("leaves the test side and the given fold alone", () => {
    const { test, name } = withValidation(fold, { speakers: 1 }, randomAt(1, "split"));
    expect([test, name]).toEqual([fold.test, fold.name]);
    expect(fold.train).toHaveLength(72);
  });

  it("takes clips of each label in its share", () => {
    const { validation } = withValidation(fold, { share: 1 / 8 }, randomAt(1, "split"), "clip");
    expect(validation).toHaveLength(9);
    const ofB = validation.filter(({ corpus }) => corpus === "b");
    expect(new Set(ofB.map(({ label }) => label)).size).toBe(7);
  });

  it.each([0, 12, 1.5, Number.NaN])("refuses %d of twelve speakers", (speakers) => {
    expect(() => withValidation(fold, { speakers }, randomAt(1, "split"))).toThrow(
      new RangeError(`validation speakers are ${speakers}, expected at least 1 and fewer than the 12 of training`),
    );
  });
});

describe("foldPlanToJson", () => {
  it("writes paths", () => {
    const corpus = corpusOf({ a: [1, 2], b: [1] });
    const plan = planFolds(corpus, { folds: "leave-one-speaker-out" }, 1);
    const json = JSON.parse(JSON.stringify(foldPlanToJson(plan)));
    expect(json).toMatchObject({
      protocol: "speaker",
      protocolLabel: "speaker (unseen voices)",
      labels: ["angry", "sad"],
    });
    expect(json.folds).toHaveLength(3);
    expect(json.folds[1]).toEqual({
      name: "speaker-2",
      train: ["a/1-0.wav", "b/1-0.wav"],
      validation: [],
      test: ["a/2-0.wav", "a/2-1.wav"],
    });
  });
});
