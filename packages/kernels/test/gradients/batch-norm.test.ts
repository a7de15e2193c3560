import { describe, expect, it } from "vitest";
import { noise, numericGradient, relativeError, startHeap } from "./heap.ts";

const { gradients, put, room, take } = await startHeap();
const EPSILON = 1e-3;

// Every tail of sixteen and of four channels; more rows than a block of 256.
const SHAPES = [
  [2, 1],
  [5, 3],
  [6, 4],
  [3, 5],
  [4, 7],
  [3, 16],
  [6, 23],
  [300, 2],
];

describe.each(SHAPES)("batch normalization of %d rows and %d channels", (rows, channels) => {
  const x = noise(rows * channels, 1).map((value) => 2 * value + 3);
  const gamma = noise(channels, 2);
  const beta = noise(channels, 3);
  const dy = noise(rows * channels, 4);
  const [atX, atGamma, atBeta] = [x, gamma, beta].map(put);
  const [y, dx] = [room(x.length), room(x.length)];
  const [mean, variance, dgamma, dbeta] = Array.from({ length: 4 }, () => room(channels));
  const scratch = room(4 * channels);

  it.each([false, true])("agrees with its definition, relu %s", (relu) => {
    gradients.batchNorm(atX, rows, channels, atGamma, atBeta, y, mean, variance, EPSILON, relu, scratch);
    const expected = normalize(x, gamma, beta, relu);
    expect(relativeError(take(y, x.length), expected.y)).toBeLessThan(1e-5);
    expect(relativeError(take(mean, channels), expected.mean)).toBeLessThan(1e-6);
    expect(relativeError(take(variance, channels), expected.variance)).toBeLessThan(1e-5);
  });

  it.each([false, true])("has the gradients of its definition, relu %s", (relu) => {
    gradients.batchNorm(atX, rows, channels, atGamma, atBeta, y, mean, variance, EPSILON, relu, scratch);
    // biome-ignore format: inputs, outputs, options
    gradients.batchNormBackprop(
      atX, rows, channels, atGamma, atBeta, mean, variance, put(dy),
      dx, dgamma, dbeta,
      EPSILON, relu, scratch,
    );
    const score = (a: ArrayLike<number>, b: ArrayLike<number>, c: ArrayLike<number>) =>
      normalize(a, b, c, relu).y.reduce((sum, value, i) => sum + value * dy[i], 0);
    // Not relative to the gradient of x alone, which nearly vanishes where there are few rows.
    const scale = Math.max(...numericGradient((b) => score(x, b, beta), gamma).map(Math.abs));
    const close = (actual: Float32Array, expected: Float64Array) =>
      expect(Math.max(...actual.map((value, i) => Math.abs(value - expected[i])))).toBeLessThan(
        2e-5 * Math.max(1, scale),
      );
    close(
      take(dx, x.length),
      numericGradient((a) => score(a, gamma, beta), x),
    );
    close(
      take(dgamma, channels),
      numericGradient((b) => score(x, b, beta), gamma),
    );
    close(
      take(dbeta, channels),
      numericGradient((c) => score(x, gamma, c), beta),
    );
  });

  function normalize(a: ArrayLike<number>, g: ArrayLike<number>, b: ArrayLike<number>, relu: boolean) {
    const values = Float64Array.from(a);
    const column = (c: number) => values.filter((_, i) => i % channels === c);
    const means = Array.from({ length: channels }, (_, c) => column(c).reduce((sum, v) => sum + v, 0) / rows);
    const variances = means.map((m, c) => column(c).reduce((sum, v) => sum + (v - m) ** 2, 0) / rows);
    const result = values.map((value, i) => {
      const c = i % channels;
      const normal = ((value - means[c]) * g[c]) / Math.sqrt(variances[c] + EPSILON) + b[c];
      return relu ? Math.max(normal, 0) : normal;
    });
    return { y: result, mean: means, variance: variances };
  }
});
