import { metricsByGroup } from "@undertone/evaluation";
import { describe, expect, it } from "vitest";

const utterance = (group: string, truth: number, predicted: number) => ({ group, truth, predicted });

describe("metricsByGroup", () => {
  it("measures each group over the labels it has, sorted by name", () => {
    const found = metricsByGroup(
      [utterance("b", 0, 0), utterance("b", 0, 0), utterance("b", 1, 0), utterance("a", 2, 2), utterance("b", 1, 1)],
      3,
    );
    expect(found).toEqual([
      { group: "a", nUtterances: 1, nLabels: 1, uar: 1, accuracy: 1, macroF1: 1 },
      {
        group: "b",
        nUtterances: 4,
        nLabels: 2,
        uar: 0.75,
        accuracy: 0.75,
        macroF1: expect.closeTo((4 / 5 + 2 / 3) / 2, 14),
      },
    ]);
  });

  it("gives nothing for nothing", () => {
    expect(metricsByGroup([], 2)).toEqual([]);
  });

  it("counts positions of wrong labels in what it was given", () => {
    expect(() => metricsByGroup([utterance("a", 0, 0), utterance("b", 3, 0)], 3)).toThrow(
      new RangeError("truth[1] is 3, expected a whole number from 0 to 2"),
    );
  });
});
