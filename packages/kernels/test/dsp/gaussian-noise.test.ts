import { gaussianNoise, loadDsp } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";
import { EDGE_LENGTHS } from "./signals.ts";

const dsp = await loadDsp();
const N = 1_000_000;
const mean = (x: Float32Array, f: (value: number, i: number) => number) =>
  x.reduce((sum, value, i) => sum + f(value, i), 0) / x.length;

describe("gaussianNoise", () => {
  const seeds: [number, number, number, number][] = [
    [1, 2, 3, 4],
    [0, 0, 0, 0],
    [2 ** 32 - 1, 7, 0, 99],
  ];

  // The bounds are five standard errors: one fair source in 1.7 million would leave each.
  it.each(seeds)("has the moments of a standard normal for seed %d, %d, %d, %d", (...seed) => {
    const x = gaussianNoise(dsp, N, seed);
    expect(Math.abs(mean(x, (v) => v))).toBeLessThan(5 * Math.sqrt(1 / N));
    expect(Math.abs(mean(x, (v) => v ** 2) - 1)).toBeLessThan(5 * Math.sqrt(2 / N));
    expect(Math.abs(mean(x, (v) => v ** 3))).toBeLessThan(5 * Math.sqrt(15 / N));
    expect(Math.abs(mean(x, (v) => v ** 4) - 3)).toBeLessThan(5 * Math.sqrt(96 / N));
  });

  it("lies within one, two and three deviations as often as a normal", () => {
    const x = gaussianNoise(dsp, N, [5, 6, 7, 8]);
    for (const [deviations, share] of [
      [1, 0.682689],
      [2, 0.9545],
      [3, 0.9973],
    ]) {
      const counted = mean(x, (v) => Number(Math.abs(v) < deviations));
      expect(Math.abs(counted - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / N));
    }
  });

  it("is white: no value tells of the next sixteen", () => {
    const x = gaussianNoise(dsp, N, [5, 6, 7, 8]);
    for (let lag = 1; lag <= 16; lag++) {
      const correlation = mean(x, (v, i) => (i + lag < N ? v * x[i + lag] : 0));
      expect(Math.abs(correlation)).toBeLessThan(5 * Math.sqrt(1 / N));
    }
  });

  it.each(EDGE_LENGTHS)("gives %d samples, the first of any longer stretch", (n) => {
    const before = dsp.mark();
    const x = gaussianNoise(dsp, n, [1, 2, 3, 4]);
    expect(x).toEqual(gaussianNoise(dsp, 40, [1, 2, 3, 4]).slice(0, n));
    expect(dsp.mark()).toBe(before);
  });

  // The third word is stirred in from the ninth value on.
  it("depends on every word of its seed", () => {
    const settled = (seed: [number, number, number, number]) => gaussianNoise(dsp, 24, seed).subarray(16);
    const changed = [0, 1, 2, 3].map((i) => {
      const seed: [number, number, number, number] = [1, 1, 1, 1];
      seed[i]++;
      return settled(seed);
    });
    const all = [settled([1, 1, 1, 1]), ...changed].flatMap((x) => [...x]);
    expect(new Set(all).size).toBe(40);
  });

  it("refuses what is no length and no seed", () => {
    expect(() => gaussianNoise(dsp, 1.5, [1, 2, 3, 4])).toThrow("n is 1.5, expected a whole number of samples");
    expect(() => gaussianNoise(dsp, 1, [1, -2, 3, 4])).toThrow(
      "seed[1] is -2, expected a whole number from 0 to 4294967295",
    );
  });
});
