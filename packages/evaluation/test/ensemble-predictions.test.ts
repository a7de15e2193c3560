import { ensemblePredictions, type Prediction } from "@undertone/evaluation";
import { describe, expect, it } from "vitest";

const prediction = (path: string, truth: number, probabilities: number[]): Prediction => ({
  ...{ path, corpus: "x", speaker: "a", truth, probabilities },
  predicted: probabilities.indexOf(Math.max(...probabilities)),
});

describe("ensemblePredictions", () => {
  it("takes the mean of probabilities, and from it the label", () => {
    const first = [prediction("1", 0, [0.5, 0.25, 0.25]), prediction("2", 1, [0.25, 0.5, 0.25])];
    const second = [prediction("2", 1, [0.75, 0.25, 0]), prediction("1", 0, [0, 0, 1])];
    expect(ensemblePredictions([first, second])).toEqual([
      { ...first[0], probabilities: [0.25, 0.125, 0.625], predicted: 2 },
      { ...first[1], probabilities: [0.5, 0.375, 0.125], predicted: 0 },
    ]);
    expect(ensemblePredictions([first])).toEqual(first);
  });

  it("refuses models of other utterances or labels, and no model", () => {
    const made = [prediction("1", 0, [1, 0])];
    const message = "members[1] has 1 utterances, expected the 1 of the first, with the same labels";
    expect(() => ensemblePredictions([made, [prediction("2", 0, [1, 0])]])).toThrow(new RangeError(message));
    expect(() => ensemblePredictions([made, [prediction("1", 1, [1, 0])]])).toThrow(new RangeError(message));
    expect(() => ensemblePredictions([])).toThrow(new RangeError("members has 0 models, expected at least 1"));
  });
});
