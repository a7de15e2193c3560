import { metricsOf, summaryOverFolds } from "@undertone/evaluation";
import { describe, expect, it } from "vitest";

const labels = ["a", "b"];
// Worked by hand: accuracies 1, 0.5 and 0 over 4, 2 and 2 utterances.
const folds = [
  [
    [3, 0],
    [0, 1],
  ],
  [
    [1, 0],
    [1, 0],
  ],
  [
    [0, 1],
    [1, 0],
  ],
].map((confusion) => metricsOf(confusion, labels));

describe("summaryOverFolds", () => {
  it("gives mean and sample deviation of the folds next to the pooled measure", () => {
    const { nFolds, measures, pooled } = summaryOverFolds(folds);
    expect(nFolds).toBe(3);
    expect(measures.accuracy).toEqual({ pooled: 5 / 8, mean: 0.5, standardDeviation: 0.5 });
    // Recalls of a and b: pooled 4/5 and 1/3; by fold 1 and 1, 1 and 0, 0 and 0.
    expect(measures.uar.pooled).toBeCloseTo((4 / 5 + 1 / 3) / 2, 15);
    expect(measures.uar.mean).toBe(0.5);
    expect(pooled).toEqual(
      metricsOf(
        [
          [4, 1],
          [2, 1],
        ],
        labels,
      ),
    );
    expect(measures.macroF1.pooled).toBe(pooled.macroF1);
    expect(measures.weightedF1.pooled).toBe(pooled.weightedF1);
  });

  it("knows no deviation of one fold", () => {
    expect(summaryOverFolds(folds.slice(0, 1)).measures.uar).toEqual({ pooled: 1, mean: 1, standardDeviation: null });
  });

  it("is the same after JSON", () => {
    expect(JSON.parse(JSON.stringify(summaryOverFolds(folds)))).toEqual(summaryOverFolds(folds));
  });

  it("refuses no folds, and folds of other labels", () => {
    expect(() => summaryOverFolds([])).toThrow(new RangeError("folds has 0 entries, expected at least 1"));
    const other = metricsOf(
      [
        [1, 0],
        [0, 1],
      ],
      ["b", "a"],
    );
    expect(() => summaryOverFolds([folds[0], other])).toThrow(
      new RangeError('folds[1].labels is ["b","a"], expected ["a","b"] as in the first'),
    );
  });
});
