import { LABELS } from "@undertone/core";
import { classTable, confusionTable, metricsOf } from "@undertone/evaluation";
import { describe, expect, it } from "vitest";

const metrics = metricsOf(
  [
    [30, 2, 0],
    [105, 5, 0],
    [0, 0, 0],
  ],
  ["angry", "sad", "fear"],
);

describe("confusionTable", () => {
  it("aligns counts under their labels, recalls at the end", () => {
    expect(confusionTable(metrics).split("\n")).toEqual([
      "true \\ predicted  angry  sad  fear  recall",
      "angry                30    2     0    93.8",
      "sad                 105    5     0     4.5",
      "fear                  0    0     0       -",
    ]);
  });

  it.each([
    [999, 77],
    [9999, 78],
  ])("fits a terminal of 80 columns with the seven emotions and counts of %d", (count, width) => {
    const confusion = LABELS.map(() => LABELS.map(() => count));
    const lines = confusionTable(metricsOf(confusion, LABELS)).split("\n");
    expect(new Set(lines.map((line) => line.length))).toEqual(new Set([width]));
  });
});

describe("classTable", () => {
  it("lists each label, then the whole", () => {
    expect(classTable(metrics).split("\n")).toEqual([
      "label  precision  recall    F1  support",
      "angry       22.2    93.8  35.9       32",
      "sad         71.4     4.5   8.5      110",
      "fear           -       -     -        0",
      "",
      "accuracy 24.6 %, UAR 49.1 %, macro F1 22.2 %, weighted F1 14.7 %; 142 utterances",
    ]);
  });
});
