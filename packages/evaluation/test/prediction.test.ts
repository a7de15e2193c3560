import { predictionOf } from "@undertone/evaluation";
import { describe, expect, it } from "vitest";

const LABELS = ["angry", "happy", "sad"];
const asked = { path: "a.wav", corpus: "own", speaker: null, label: "sad" };

describe("a prediction", () => {
  it("holds what is true, what was said, and nothing else of the utterance", () => {
    const made = predictionOf({ ...asked, more: 1 } as typeof asked, LABELS, Float32Array.of(0.25, 0.5, 0.25));
    expect(made).toEqual({
      path: "a.wav",
      corpus: "own",
      speaker: null,
      truth: 2,
      predicted: 1,
      probabilities: [0.25, 0.5, 0.25],
    });
  });

  it("is the first of equally probable labels", () => {
    expect(predictionOf(asked, LABELS, [0.2, 0.4, 0.4]).predicted).toBe(1);
  });
});
