import { percentile } from "@undertone/core";
import { expect, it } from "vitest";

// As numpy 2.4.6 has it: numpy.percentile(values, percent).
it.each([
  [[7], 0, 7],
  [[7], 98, 7],
  [[3, 1, 2], 50, 2],
  [[4, 1, 3, 2], 50, 2.5],
  [[4, 1, 3, 2], 0, 1],
  [[4, 1, 3, 2], 100, 4],
  [[10, -9, 100, 2], 75, 32.5],
])("of %j, %d: %d", (values, percent, expected) => {
  expect(percentile(values, percent)).toBe(expected);
  expect(percentile(Float32Array.from(values), percent)).toBe(expected);
});

it("leaves the values in their order", () => {
  const values = Float32Array.of(3, 1, 2);
  percentile(values, 50);
  expect(values).toEqual(Float32Array.of(3, 1, 2));
});

it("refuses none", () => {
  expect(() => percentile([], 50)).toThrow(new RangeError("values has 0 numbers, expected at least 1"));
});
