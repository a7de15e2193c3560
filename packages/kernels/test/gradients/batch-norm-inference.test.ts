import { describe, expect, it } from "vitest";
import { noise, relativeError, startHeap } from "./heap.ts";

const { gradients, put, room, take } = await startHeap();
const EPSILON = 1e-3;

describe.each([
  [1, 1],
  [2, 3],
  [3, 4],
  [2, 5],
  [4, 7],
  [3, 8],
  [2, 9],
])("batch normalization by given statistics, %d rows and %d channels", (rows, channels) => {
  it.each([false, true])("agrees with its definition, relu %s", (relu) => {
    const x = noise(rows * channels, 1);
    const [gamma, beta, mean] = [2, 3, 4].map((seed) => noise(channels, seed));
    const variance = noise(channels, 5).map(Math.abs);
    const y = room(x.length + 1);
    const scratch = room(2 * channels);
    const statistics = [put(gamma), put(beta), put(mean), put(variance)] as const;
    gradients.batchNormInference(put(x), rows, channels, ...statistics, y, EPSILON, relu, scratch);

    const expected = Array.from(x, (value, i) => {
      const c = i % channels;
      const normal = ((value - mean[c]) * gamma[c]) / Math.sqrt(variance[c] + EPSILON) + beta[c];
      return relu ? Math.max(normal, 0) : normal;
    });
    expect(relativeError(take(y, x.length), expected)).toBeLessThan(2e-6);
    expect(take(y, x.length + 1)[x.length]).toBeNaN();
  });
});

it("may write over its input", () => {
  const x = noise(6, 1);
  const statistics = [put([1, 2]), put([3, 4]), put([5, 6]), put([7, 8])] as const;
  const scratch = room(4);
  const [at, y] = [put(x), room(6)];
  gradients.batchNormInference(at, 3, 2, ...statistics, y, EPSILON, false, scratch);
  gradients.batchNormInference(at, 3, 2, ...statistics, at, EPSILON, false, scratch);
  expect([...take(at, 6)]).toEqual([...take(y, 6)]);
});
