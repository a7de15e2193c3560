import { confusionMatrix, pooled } from "@undertone/evaluation";
import { describe, expect, it } from "vitest";

describe("confusionMatrix", () => {
  it("has a row per true and a column per predicted label", () => {
    expect(confusionMatrix([0, 0, 0, 2, 2], [0, 1, 1, 0, 2], 3)).toEqual([
      [1, 2, 0],
      [0, 0, 0],
      [1, 0, 1],
    ]);
  });

  it("is all 0 without utterances", () => {
    expect(confusionMatrix([], [], 2)).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it.each([
    [[0, 1], [0], 2, "predicted has 1 labels, expected 2 as in truth"],
    [[0, 2], [0, 0], 2, "truth[1] is 2, expected a whole number from 0 to 1"],
    [[0, -1], [0, 0], 2, "truth[1] is -1, expected a whole number from 0 to 1"],
    [[0, 0], [0, 0.5], 2, "predicted[1] is 0.5, expected a whole number from 0 to 1"],
    [[0], [Number.NaN], 2, "predicted[0] is NaN, expected a whole number from 0 to 1"],
    [[], [], 0, "nClasses is 0, expected a whole number from 1"],
    [[], [], 2.5, "nClasses is 2.5, expected a whole number from 1"],
  ])("refuses truth %j and predicted %j of %d classes", (truth, predicted, nClasses, message) => {
    expect(() => confusionMatrix(truth, predicted, nClasses)).toThrow(new RangeError(message));
  });
});

describe("pooled", () => {
  it("adds up what its folds counted", () => {
    const folds = [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [10, 20],
        [30, 40],
      ],
    ];
    expect(pooled(folds)).toEqual([
      [11, 22],
      [33, 44],
    ]);
    expect(folds[0]).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it("is the matrix of all utterances together", () => {
    const truth = [0, 1, 1, 0, 1, 0, 0];
    const predicted = [0, 0, 1, 1, 1, 0, 1];
    const parts = [0, 1, 3, 7].map((start, i, starts) => [start, starts[i + 1] ?? truth.length]);
    expect(pooled(parts.map(([a, b]) => confusionMatrix(truth.slice(a, b), predicted.slice(a, b), 2)))).toEqual(
      confusionMatrix(truth, predicted, 2),
    );
  });

  it.each([
    [[], "confusions has 0 matrices, expected at least 1"],
    [
      [
        [[1]],
        [
          [1, 2],
          [3, 4],
        ],
      ],
      "confusions[1] has 2 classes, expected 1 as in the first",
    ],
    [[[[1]], [[1, 2]]], "confusion[0] has 2 columns, expected 1 as there are rows"],
  ])("refuses %j", (confusions, message) => {
    expect(() => pooled(confusions)).toThrow(new RangeError(message));
  });
});
