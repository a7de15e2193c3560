import { expect, it } from "vitest";
import { simplestFraction } from "../../src/dsp/simplest-fraction.ts";

it.each([
  [1, 1e-4],
  [1.25, 1e-5],
  [2 ** (4 / 12), 1e-4],
  [2 ** (1 / 12), 5e-5],
  [0.5, 1e-4],
  [0.912_345, 1e-4],
  [1.0003, 1e-4],
  [Math.PI, 1e-6],
])("finds for %d the fraction of smallest denominator within %d", (factor, tolerance) => {
  let denominator = 1;
  const distance = () => Math.abs(Math.round(factor * denominator) / denominator / factor - 1);
  while (distance() > tolerance) denominator++;
  expect(simplestFraction(factor, tolerance)).toEqual({
    numerator: Math.round(factor * denominator),
    denominator,
  });
});
