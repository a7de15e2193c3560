import { randomAt } from "@undertone/core";
import { expect, it } from "vitest";
import {
  amplitudeOfDb,
  cosineOfTurns,
  exponential,
  nearlyNormal,
  power2,
  ratioOfSemitones,
} from "../../src/synthetic/arithmetic.ts";

const grid = (low: number, high: number) => Array.from({ length: 2001 }, (_, i) => low + ((high - low) * i) / 2000);

it("powers of two are right to 1e-14 of themselves, and exact where they are whole", () => {
  for (const x of grid(-40, 40)) expect(Math.abs(power2(x) / 2 ** x - 1)).toBeLessThan(1e-14);
  for (const x of [-20, -1, 0, 1, 10]) expect(power2(x)).toBe(2 ** x);
});

it("cosines are right to 1e-13, and exact at whole turns", () => {
  for (const turns of grid(-3, 3)) {
    expect(Math.abs(cosineOfTurns(turns) - Math.cos(2 * Math.PI * turns))).toBeLessThan(1e-13);
  }
  expect([-1, 0, 0.5, 7].map(cosineOfTurns)).toEqual([1, 1, -1, 1]);
});

it("exponentials, decibels and semitones are what they say", () => {
  for (const x of grid(-9, 3)) expect(exponential(x) / Math.exp(x)).toBeCloseTo(1, 13);
  expect(amplitudeOfDb(20)).toBeCloseTo(10, 12);
  expect(amplitudeOfDb(-6)).toBeCloseTo(0.501187, 6);
  expect(ratioOfSemitones(-12)).toBe(0.5);
});

it("draws have mean 0, variance 1 and stay within 3.47", () => {
  const random = randomAt(1, "synthesize");
  const draws = Array.from({ length: 20_000 }, () => nearlyNormal(random));
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
  const variance = draws.reduce((sum, x) => sum + x * x, 0) / draws.length;
  // Four standard errors: 1/√20000 for the mean, at most √2/√20000 for the variance.
  expect(Math.abs(mean)).toBeLessThan(4 * 0.0071);
  expect(Math.abs(variance - 1)).toBeLessThan(4 * 0.01);
  expect(Math.max(...draws.map(Math.abs))).toBeLessThan(3.47);
});
