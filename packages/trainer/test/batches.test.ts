import { describe, expect, it } from "vitest";
import { drawBatches } from "../src/batches.ts";

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
