import { comparePredictions, type Prediction } from "@undertone/evaluation";
import { describe, expect, it } from "vitest";

const LABELS = ["angry", "sad"];

/** Ten utterances of each speaker in each of two labels, the first of each recognized: so many as `hits` says. */
const madeWith = (hits: readonly number[]): Prediction[] =>
  hits.flatMap((count, s) =>
    Array.from({ length: 20 }, (_, i) => {
      const truth = i % 2;
      const predicted = i < 2 * count ? truth : 1 - truth;
      return { path: `${s}/${i}`, corpus: "x", speaker: `speaker-${s}`, truth, predicted, probabilities: [0.5, 0.5] };
    }),
  );

describe("comparePredictions", () => {
  it("finds one system better whose every speaker fares better", () => {
    const found = comparePredictions([madeWith([5, 6, 4, 5, 6, 5])], [madeWith([7, 7, 6, 8, 7, 7])], LABELS, 1);
    expect(found.uar).toMatchObject({ first: expect.closeTo(31 / 60, 14), second: expect.closeTo(42 / 60, 14) });
    expect(found.uar.difference).toBeCloseTo(11 / 60, 14);
    expect(found.uar.interval!.low).toBeGreaterThan(0.1);
    expect(found.uar.interval!.high).toBeLessThan(0.3);
    expect(found.uar.test).toEqual({ pValue: 2 / 64, exact: true, nTried: 64 });
    expect(found.right).toEqual({ both: 62, first: 0, second: 22, neither: 36 });
    expect(found.perSpeaker[2]).toEqual({
      name: "speaker-2",
      first: 0.4,
      second: 0.6,
      difference: expect.closeTo(0.2, 14),
      nUtterances: 20,
    });
    expect(found.perClass.map(({ name, nUtterances }) => [name, nUtterances])).toEqual([
      ["angry", 60],
      ["sad", 60],
    ]);
  });

  it("finds nothing where speakers differ both ways, and a system is as good as itself", () => {
    const made = madeWith([5, 6, 4, 5]);
    const mixed = comparePredictions([made], [madeWith([7, 4, 6, 3])], LABELS, 1);
    expect(mixed.uar.interval!.low).toBeLessThan(0);
    expect(mixed.uar.interval!.high).toBeGreaterThan(0);
    expect(mixed.uar.test!.pValue).toBe(1);
    expect(comparePredictions([made], [made], LABELS, 1).uar).toMatchObject({
      difference: 0,
      interval: { low: 0, high: 0 },
      test: { pValue: 1 },
    });
  });

  it("does not mind the order of utterances", () => {
    const [first, second] = [madeWith([5, 6, 4]), madeWith([7, 4, 6])];
    expect(comparePredictions([[...first].reverse()], [second], LABELS, 1)).toEqual(
      comparePredictions([first], [second], LABELS, 1),
    );
  });

  it("counts a system of several seeds by its mean over them", () => {
    const [low, high] = [madeWith([4, 5, 3]), madeWith([8, 5, 5])];
    const found = comparePredictions([low, [...high].reverse()], [high], LABELS, 1);
    const [ofLow, ofHigh] = [low, high].map((made) => comparePredictions([made], [made], LABELS, 1));
    const mean = (ofLow.uar.first + ofHigh.uar.first) / 2;
    expect(found.uar).toMatchObject({ first: expect.closeTo(mean, 14), second: ofHigh.uar.first });
    expect(found.perSpeaker.map(({ first, nUtterances }) => [first, nUtterances])).toEqual([
      [0.6, 20],
      [0.5, 20],
      [0.4, 20],
    ]);
    expect(found.perClass.map(({ nUtterances }) => nUtterances)).toEqual([30, 30]);
    // Of 24 utterances that low has right high has all; of the 36 that high has right low misses 12.
    expect(found.right).toEqual({ both: 30, first: 0, second: 6, neither: 24 });
  });

  it("has no interval and no test for one speaker, or unknown ones", () => {
    const unknown = madeWith([5, 6]).map((one) => ({ ...one, speaker: null }));
    for (const made of [madeWith([5]), unknown]) {
      expect(comparePredictions([made], [made], LABELS, 1).uar).toMatchObject({ interval: null, test: null });
    }
    expect(comparePredictions([unknown], [unknown], LABELS, 1)).toMatchObject({ nSpeakers: 0, perSpeaker: [] });
  });

  it("refuses other utterances, and other labels of the same, also between the seeds of one system", () => {
    expect(() => comparePredictions([], [madeWith([5])], LABELS, 1)).toThrow(
      new RangeError("first has 0 seeds, expected at least 1"),
    );
    expect(() => comparePredictions([madeWith([5])], [madeWith([5]), madeWith([5, 6])], LABELS, 1)).toThrow(
      new RangeError("1/0 differs between the seeds of second, expected it in each, with the same label"),
    );
    expect(() => comparePredictions([madeWith([5, 5])], [madeWith([5])], LABELS, 1)).toThrow(
      new RangeError(
        "test utterances differ: 20 of 40 are only in the first and 0 of 20 only in the second, as 1/0, expected the same",
      ),
    );
    const relabelled = madeWith([5]).map((one, i) => (i === 3 ? { ...one, truth: 0 } : one));
    expect(() => comparePredictions([madeWith([5])], [relabelled], LABELS, 1)).toThrow(
      new RangeError("label of 0/3 differs, expected the same in both"),
    );
  });
});
