import { sha256Hex } from "@undertone/core";
import { atTemperature, expectedCalibrationError, fitTemperature, nll } from "@undertone/evaluation";
import { describe, expect, it } from "vitest";
import goldens from "./goldens.json" with { type: "json" };

describe.each(goldens.cases)("against scipy: $name", ({ probabilities, truth, temperature, tempered }) => {
  it("finds the same temperature, to its four decimals", () => {
    expect(Math.abs(fitTemperature(probabilities, truth) - temperature)).toBeLessThan(0.6e-4);
  });

  it("gives the same probabilities there", () => {
    for (const [i, row] of tempered.entries()) {
      for (const [label, p] of atTemperature(probabilities[i], temperature).entries()) {
        expect(p).toBeCloseTo(row[label], 12);
      }
    }
  });

  it("makes the labels likelier", () => {
    const found = fitTemperature(probabilities, truth);
    const tempered = probabilities.map((row) => atTemperature(row, found));
    expect(nll(tempered, truth)).toBeLessThanOrEqual(nll(probabilities, truth));
  });
});

describe("fitTemperature", () => {
  // Of 90 utterances held 9 : 1 two thirds are right; a model that says 2 : 1 is right, and 2 = 9^(1 / T).
  it("finds what undoes overconfidence, worked by hand", () => {
    const probabilities = Array.from({ length: 90 }, () => [0.9, 0.1]);
    const truth = probabilities.map((_, i) => (i % 3 === 0 ? 1 : 0));
    const found = fitTemperature(probabilities, truth);
    expect(found).toBeCloseTo(Math.log(9) / Math.log(2), 4);
    const calibrated = probabilities.map((row) => atTemperature(row, found));
    expect(expectedCalibrationError(calibrated, truth)).toBeLessThan(1e-4);
  });

  it("stays from 1 / 8 to 8 for a model that is always right, or always wrong", () => {
    expect(fitTemperature([[0.6, 0.4]], [0])).toBe(0.125);
    expect(fitTemperature([[0.6, 0.4]], [1])).toBe(8);
  });

  it("is 1 where it makes no difference", () => {
    expect(fitTemperature([[0.5, 0.5]], [0])).toBe(1);
  });

  it("takes probabilities that were rounded to 0", () => {
    expect(
      fitTemperature(
        [
          [1, 0],
          [1, 0],
        ],
        [0, 1],
      ),
    ).toBe(8);
  });

  it("refuses no utterances", () => {
    expect(() => fitTemperature([], [])).toThrow(new RangeError("probabilities has 0 rows, expected at least 1"));
  });
});

describe("atTemperature", () => {
  it("keeps probabilities at 1, evens them out above, and sharpens them below", () => {
    expect(atTemperature([0.75, 0.25], 1)[0]).toBeCloseTo(0.75, 14);
    expect(atTemperature([0.8, 0.2], 2)).toEqual([expect.closeTo(2 / 3, 14), expect.closeTo(1 / 3, 14)]);
    expect(atTemperature([0.8, 0.2], 0.5)[0]).toBeCloseTo(16 / 17, 14);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses %d", (temperature) => {
    expect(() => atTemperature([1, 0], temperature)).toThrow(
      new RangeError(`temperature is ${temperature}, expected a number above 0`),
    );
  });
});

// Runs in Node and Chromium: one hash for both, to the last bit.
it("has the same bits in every engine", () => {
  const values = goldens.cases.flatMap(({ probabilities, truth }) => {
    const temperature = fitTemperature(probabilities, truth);
    return [temperature, ...probabilities.flatMap((row) => atTemperature(row, temperature))];
  });
  expect(sha256Hex(new Uint8Array(Float64Array.from(values).buffer))).toBe(
    "ed4ef6dd90cae8e45c1b6f4db4fa94ffc79783763758301e453e697c76f53a26",
  );
});
