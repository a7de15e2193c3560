import { describe, expect, it } from "vitest";
import { noise, numericGradient, relativeError, startHeap } from "./heap.ts";

const { gradients, put, room, take } = await startHeap();

describe.each([
  [1, 1],
  [1, 2],
  [3, 7],
  [9, 5],
])("softmax cross-entropy of %d examples and %d classes", (batch, nClasses) => {
  const logits = noise(batch * nClasses, 1).map((value) => 4 * value);
  const targets = noise(batch * nClasses, 2).map(Math.abs);
  const weights = noise(batch, 3).map((value) => Math.abs(value) + 0.1);

  it("agrees with its definition and has its gradient", () => {
    const gradient = room(logits.length + 1);
    const value = gradients.softmaxCrossEntropy(put(logits), batch, nClasses, put(targets), put(weights), gradient);
    expect(value).toBeCloseTo(loss(logits), 12);
    expect(relativeError(take(gradient, logits.length), numericGradient(loss, logits))).toBeLessThan(1e-6);
    expect(take(gradient, logits.length + 1)[logits.length]).toBeNaN();
  });

  function loss(z: ArrayLike<number>): number {
    let total = 0;
    for (let b = 0; b < batch; b++) {
      const row = Array.from({ length: nClasses }, (_, c) => z[b * nClasses + c]);
      const logSum = Math.log(row.reduce((sum, value) => sum + Math.exp(value), 0));
      row.forEach((value, c) => {
        total += weights[b] * targets[b * nClasses + c] * (logSum - value);
      });
    }
    return total / weights.reduce((sum, w) => sum + w, 0);
  }
});

it("stays finite for logits that would overflow", () => {
  const gradient = room(2);
  expect(gradients.softmaxCrossEntropy(put([1000, -1000]), 1, 2, put([0, 1]), put([1]), gradient)).toBe(2000);
  expect([...take(gradient, 2)]).toEqual([1, -1]);
});

it("is 0 where no example weighs anything", () => {
  const gradient = room(2);
  expect(gradients.softmaxCrossEntropy(put([1, 2]), 1, 2, put([0, 1]), put([0]), gradient)).toBe(0);
  expect([...take(gradient, 2)].map(Math.abs)).toEqual([0, 0]);
});
