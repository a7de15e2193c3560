import { expect, it } from "vitest";
import { startHeap } from "./heap.ts";

const { gradients } = await startHeap();

it("computes eˣ to 1e-15 between its limits", () => {
  let worst = 0;
  for (let x = -708; x < 709; x += 0.37) worst = Math.max(worst, Math.abs(gradients.exponential(x) / Math.exp(x) - 1));
  expect(worst).toBeLessThan(1e-15);
  expect(gradients.exponential(0)).toBe(1);
  expect(gradients.exponential(-709)).toBe(0);
  expect(gradients.exponential(-Infinity)).toBe(0);
  expect(gradients.exponential(710)).toBe(Infinity);
  expect(gradients.exponential(Number.NaN)).toBeNaN();
});

it("computes ln x to 1e-15", () => {
  let worst = 0;
  for (let x = 1e-300; x < 1e300; x *= 1.37) {
    const expected = Math.log(x);
    worst = Math.max(worst, Math.abs(gradients.logarithm(x) - expected) / Math.max(1, Math.abs(expected)));
  }
  expect(worst).toBeLessThan(1e-15);
  expect(gradients.logarithm(1)).toBe(0);
});
