import { calibratedBundle, checkBundle } from "@undertone/core";
import { describe, expect, it } from "vitest";
import { smallBundle } from "./bundles.ts";

describe("calibratedBundle", () => {
  it("divides the last layer's kernel and bias, and nothing else", () => {
    const bundle = smallBundle();
    const calibrated = calibratedBundle(bundle, 1.25);
    for (const [name, values] of bundle.tensors) {
      const factor = name.startsWith("4.") ? 1.25 : 1;
      expect(calibrated.tensors.get(name), name).toEqual(values.map((value) => value / factor));
    }
  });

  it("is valid, and says what its weights and temperature are", () => {
    const bundle = smallBundle();
    const calibrated = calibratedBundle(bundle, 2);
    expect(() => checkBundle(calibrated)).not.toThrow();
    expect(calibrated.training.metrics).toEqual({ ...bundle.training.metrics, temperature: 2 });
    expect(calibrated.training.weightsSha256).not.toBe(bundle.training.weightsSha256);
    expect(calibratedBundle(bundle, 1).training.weightsSha256).toBe(bundle.training.weightsSha256);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses temperature %d", (temperature) => {
    expect(() => calibratedBundle(smallBundle(), temperature)).toThrow(
      new RangeError(`temperature is ${temperature}, expected a number above 0`),
    );
  });
});
