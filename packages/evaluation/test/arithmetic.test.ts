import { describe, expect, it } from "vitest";
import { exponential, logarithm } from "../src/arithmetic.ts";

/** How far a value is from what is expected, as a share of it. */
const error = (found: number, expected: number) => Math.abs(found - expected) / Math.abs(expected);

describe("exponential", () => {
  it("is within 1e-14 of Math.exp", () => {
    for (let x = -699; x <= 699; x += 0.3779) expect(error(exponential(x), Math.exp(x)), `e^${x}`).toBeLessThan(1e-14);
    expect(exponential(0)).toBe(1);
  });

  it("is 0 far below", () => {
    expect(exponential(-701)).toBe(0);
    expect(exponential(Number.NEGATIVE_INFINITY)).toBe(0);
  });
});

describe("logarithm", () => {
  it("is within 1e-15 of Math.log, also near 1", () => {
    for (let x = 2 ** -149; x < 2 ** 100; x *= 1.37) {
      expect(error(logarithm(x), Math.log(x)), `ln ${x}`).toBeLessThan(1e-15);
    }
    for (const x of [0.5, 0.9, 1 - 1e-9, 1 + 1e-9, 1.1, Math.SQRT2, Math.SQRT1_2]) {
      expect(error(logarithm(x), Math.log(x)), `ln ${x}`).toBeLessThan(1e-15);
    }
    expect(logarithm(1)).toBe(0);
  });
});
