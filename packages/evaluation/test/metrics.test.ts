import { accuracy, confusionMatrix, macroF1, metricsOf, uar, weightedF1 } from "@undertone/evaluation";
import { describe, expect, it } from "vitest";
import goldens from "./goldens.json" with { type: "json" };

const labelsOf = (nClasses: number) => Array.from({ length: nClasses }, (_, i) => `label ${i}`);

describe("metricsOf", () => {
  it.each(goldens.cases)("agrees with the textbook definitions: $name", (golden) => {
    const confusion = confusionMatrix(golden.truth, golden.predicted, golden.nClasses);
    const metrics = metricsOf(confusion, labelsOf(golden.nClasses));
    for (const measure of ["accuracy", "uar", "macroF1", "weightedF1"] as const) {
      expect(metrics[measure], measure).toBeCloseTo(golden[measure], 12);
    }
    for (const measure of ["precision", "recall", "f1", "support"] as const) {
      for (const [i, metric] of metrics.perClass.entries()) {
        expect(metric[measure], `${measure} of label ${i}`).toBeCloseTo(golden[measure][i], 12);
      }
    }
    expect(metrics.nUtterances).toBe(golden.truth.length);
  });

  // Worked by hand: "b" is never predicted, "c" never occurs but is predicted once.
  const byHand = [
    [3, 0, 1],
    [2, 0, 0],
    [0, 0, 0],
  ];

  it("takes 0 / 0 for 0, and leaves classes without utterances out of uar and macro F1", () => {
    expect(metricsOf(byHand, ["a", "b", "c"])).toEqual({
      accuracy: 3 / 6,
      uar: (3 / 4 + 0) / 2,
      macroF1: (6 / 9 + 0) / 2,
      weightedF1: (4 * (6 / 9)) / 6,
      perClass: [
        { label: "a", precision: 3 / 5, recall: 3 / 4, f1: 6 / 9, support: 4 },
        { label: "b", precision: 0, recall: 0, f1: 0, support: 2 },
        { label: "c", precision: 0, recall: 0, f1: 0, support: 0 },
      ],
      confusion: byHand,
      labels: ["a", "b", "c"],
      nUtterances: 6,
    });
  });

  it("is the same after JSON, and shares nothing with its arguments", () => {
    const metrics = metricsOf(byHand, ["a", "b", "c"]);
    expect(JSON.parse(JSON.stringify(metrics))).toEqual(metrics);
    expect(metrics.confusion[0]).not.toBe(byHand[0]);
  });

  it("is 0 throughout without utterances", () => {
    const metrics = metricsOf(confusionMatrix([], [], 2), ["a", "b"]);
    expect(metrics).toMatchObject({ accuracy: 0, uar: 0, macroF1: 0, weightedF1: 0, nUtterances: 0 });
  });

  it("is 1 throughout where the only class is recognized", () => {
    expect(metricsOf([[5]], ["a"])).toMatchObject({ accuracy: 1, uar: 1, macroF1: 1, weightedF1: 1, nUtterances: 5 });
  });

  it("refuses labels that do not fit the matrix", () => {
    expect(() => metricsOf(byHand, ["a", "b"])).toThrow(
      new RangeError("labels has 2 names, expected 3 as in confusion"),
    );
  });
});

describe.each([
  ["accuracy", accuracy],
  ["uar", uar],
  ["macroF1", macroF1],
  ["weightedF1", weightedF1],
])("%s", (_, measure) => {
  it.each([
    [[], "confusion has 0 rows, expected at least 1"],
    [[[1, 2]], "confusion[0] has 2 columns, expected 1 as there are rows"],
    [[[1, 2], [3]], "confusion[1] has 1 columns, expected 2 as there are rows"],
    [
      [
        [1, -2],
        [3, 4],
      ],
      "confusion[0][1] is -2, expected a whole number from 0",
    ],
    [
      [
        [1, 2],
        [0.5, 4],
      ],
      "confusion[1][0] is 0.5, expected a whole number from 0",
    ],
    [[[Number.NaN]], "confusion[0][0] is NaN, expected a whole number from 0"],
  ])("refuses %j", (confusion, message) => {
    expect(() => measure(confusion)).toThrow(new RangeError(message));
  });
});

describe("uar", () => {
  it("weighs classes, not utterances", () => {
    expect(
      uar([
        [90, 10],
        [5, 5],
      ]),
    ).toBeCloseTo((0.9 + 0.5) / 2, 15);
  });

  it("is chance for a model that always says the same, whatever the balance", () => {
    expect(
      uar([
        [900, 0, 0],
        [50, 0, 0],
        [7, 0, 0],
      ]),
    ).toBeCloseTo(1 / 3, 15);
  });
});
