import { describe, expect, it } from "vitest";
import { cut, drawBatches } from "../src/batches.ts";

describe("drawBatches", () => {
  it.each([
    [1, 32],
    [31, 32],
    [33, 32],
    [100, 32],
    [1152, 32],
    [7, 1],
  ])("gives each of %d examples once, in batches of about %d", (nExamples, batchSize) => {
    const batches = drawBatches(nExamples, batchSize, 1, 1);
    const sizes = batches.map(({ length }) => length);
    expect(batches.flat().toSorted((a, b) => a - b)).toEqual([...Array(nExamples).keys()]);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    expect(Math.max(...sizes)).toBeLessThan(1.5 * batchSize + 1);
  });

  it("draws another order in another epoch, and the same one again", () => {
    expect(drawBatches(50, 10, 1, 1)).not.toEqual(drawBatches(50, 10, 1, 2));
    expect(drawBatches(50, 10, 1, 2)).toEqual(drawBatches(50, 10, 1, 2));
  });
});

describe("cut", () => {
  it.each([
    [32, 16, [16, 16]],
    [24, 16, [12, 12]],
    [23, 16, [23]],
    [25, 16, [12, 13]],
    [41, 16, [13, 14, 14]],
    [5, 2, [1, 2, 2]],
    [1, 16, [1]],
    [3, 1, [1, 1, 1]],
  ])("cuts %d items by %d into parts of %j, in order", (n, size, lengths) => {
    const items = [...Array(n).keys()];
    const parts = cut(items, size);
    expect(parts.map(({ length }) => length)).toEqual(lengths);
    expect(parts.flat()).toEqual(items);
  });
});
