import { majorityConfusion } from "@undertone/evaluation";
import { describe, expect, it } from "vitest";

describe("majorityConfusion", () => {
  it("gives each fold its own training side's commonest label, the first of equally many", () => {
    const folds = [
      { train: [0, 1, 1, 2], test: [0, 1, 2] },
      { train: [2, 0, 2, 0], test: [2, 1] },
    ];
    expect(majorityConfusion(folds, 3)).toEqual([
      [0, 1, 0],
      [1, 1, 0],
      [1, 1, 0],
    ]);
  });

  it("refuses a fold that trains on nothing, and no fold at all", () => {
    expect(() => majorityConfusion([{ train: [], test: [0] }], 2)).toThrow(
      new RangeError("folds[0].train has 0 labels, expected at least 1"),
    );
    expect(() => majorityConfusion([], 2)).toThrow(new RangeError("confusions has 0 matrices, expected at least 1"));
  });
});
