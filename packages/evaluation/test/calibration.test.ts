import { randomAt } from "@undertone/core";
import {
  brierScore,
  calibrationErrorByChance,
  expectedCalibrationError,
  nll,
  reliabilityBins,
} from "@undertone/evaluation";
import { describe, expect, it } from "vitest";
import goldens from "./goldens.json" with { type: "json" };

describe.each(goldens.cases)("against the textbook definitions: $name", ({ probabilities, truth, ...golden }) => {
  it("gives the same negative log-likelihood", () => {
    expect(nll(probabilities, truth)).toBeCloseTo(golden.nll, 12);
  });

  it("gives the same calibration error", () => {
    expect(expectedCalibrationError(probabilities, truth)).toBeCloseTo(golden.ece, 12);
  });
});

describe.each(goldens.cases)("against the textbook definitions: $name", ({ probabilities, truth, brier }) => {
  it("gives the same Brier score", () => {
    expect(brierScore(probabilities, truth)).toBeCloseTo(brier, 12);
  });
});

describe("nll", () => {
  it("is ln nClasses for a model without knowledge, 0 for one that is certain and right", () => {
    expect(nll([[0.25, 0.25, 0.25, 0.25]], [3])).toBeCloseTo(Math.log(4), 15);
    expect(nll([[0, 1]], [1])).toBe(0);
  });

  it("stays finite where the true label was held impossible", () => {
    expect(nll([[0, 1]], [0])).toBeCloseTo(23 * Math.LN2, 14);
  });
});

describe("brierScore", () => {
  it("is 1 - 1 / nClasses for a model without knowledge, 0 if certain and right, 2 if certain and wrong", () => {
    expect(brierScore([[0.25, 0.25, 0.25, 0.25]], [3])).toBeCloseTo(0.75, 15);
    expect(brierScore([[0, 1]], [1])).toBe(0);
    expect(brierScore([[0, 1]], [0])).toBe(2);
  });
});

describe("reliabilityBins", () => {
  it("tells count, confidence and accuracy of each bin, also of empty ones", () => {
    const probabilities = [
      [0.9, 0.1],
      [0.2, 0.8],
      [0.5, 0.5],
    ];
    expect(reliabilityBins(probabilities, [0, 0, 1], 3)).toEqual([
      { low: 0, high: 1 / 3, count: 0, confidence: 0, accuracy: 0 },
      { low: 1 / 3, high: 2 / 3, count: 1, confidence: 0.5, accuracy: 0 },
      { low: 2 / 3, high: 1, count: 2, confidence: (0.9 + 0.8) / 2, accuracy: 0.5 },
    ]);
  });
});

describe("expectedCalibrationError", () => {
  it("is 0 where the share of hits is the confidence, also in the last bin", () => {
    expect(expectedCalibrationError(Array(4).fill([0.75, 0.25]), [0, 0, 0, 1])).toBe(0);
    expect(expectedCalibrationError([[1, 0]], [0])).toBe(0);
  });

  // Worked by hand in two bins: (0, 0.5] holds 0.5 (hit) and 0.4 (miss), (0.5, 1] holds 0.8 (miss).
  it("weighs each bin's gap by its utterances; an edge belongs to the bin below it", () => {
    const probabilities = [
      [0.5, 0.3, 0.2],
      [0.3, 0.4, 0.3],
      [0.1, 0.1, 0.8],
    ];
    expect(expectedCalibrationError(probabilities, [0, 0, 0], 2)).toBeCloseTo((0.1 + 0.8) / 3, 15);
  });

  it("takes the first of labels equally probable as predicted", () => {
    expect(expectedCalibrationError([[0.4, 0.4, 0.2]], [0])).toBeCloseTo(0.6, 15);
    expect(expectedCalibrationError([[0.4, 0.4, 0.2]], [1])).toBeCloseTo(0.4, 15);
  });

  it.each([0, 1.5, Number.NaN])("refuses %d bins", (nBins) => {
    expect(() => expectedCalibrationError([[1, 0]], [0], nBins)).toThrow(
      new RangeError(`nBins is ${nBins}, expected a whole number from 1`),
    );
  });
});

describe("calibrationErrorByChance", () => {
  it("is the mean error of a model that is right as often as it says", () => {
    const random = randomAt(1, "bootstrap");
    const rows = Array.from({ length: 400 }, () => {
      const confidence = random.between(0.5, 1);
      return [confidence, 1 - confidence];
    });
    const errors = Array.from({ length: 400 }, () =>
      expectedCalibrationError(
        rows,
        rows.map(([confidence]) => (random.uniform() < confidence ? 0 : 1)),
      ),
    );
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    expect(calibrationErrorByChance(reliabilityBins(rows, new Array(400).fill(0)))).toBeCloseTo(mean, 2);
    expect(mean).toBeGreaterThan(0.03);
  });

  it("falls with the root of the number of utterances, and is 0 for a model that is certain", () => {
    const rows = (n: number) => Array.from({ length: n }, () => [0.75, 0.25]);
    const of = (n: number) => calibrationErrorByChance(reliabilityBins(rows(n), new Array(n).fill(0)));
    expect(of(100)).toBeCloseTo(Math.sqrt((2 / Math.PI) * 0.75 * 0.25) / 10, 14);
    expect(of(400)).toBeCloseTo(of(100) / 2, 14);
    expect(calibrationErrorByChance(reliabilityBins([[1, 0]], [0]))).toBe(0);
    expect(calibrationErrorByChance([])).toBe(0);
  });
});

describe.each([
  ["nll", nll],
  ["brierScore", brierScore],
  ["expectedCalibrationError", (rows: number[][], truth: number[]) => expectedCalibrationError(rows, truth)],
])("%s", (_, measure) => {
  it.each([
    [[], [], "probabilities has 0 rows, expected at least 1"],
    [[[1, 0]], [], "truth has 0 labels, expected 1 as in probabilities"],
    [[[1, 0], [1]], [0, 0], "probabilities[1] has 1 values, expected 2 as in the first row"],
    [[[1, 0]], [2], "truth[0] is 2, expected a whole number from 0 to 1"],
    [[[1, Number.NaN]], [0], "probabilities[0][1] is NaN, expected a number from 0 to 1"],
    [[[1.5, -0.5]], [0], "probabilities[0][0] is 1.5, expected a number from 0 to 1"],
  ])("refuses probabilities %j with truth %j", (probabilities, truth, message) => {
    expect(() => measure(probabilities, truth)).toThrow(new RangeError(message));
  });
});
