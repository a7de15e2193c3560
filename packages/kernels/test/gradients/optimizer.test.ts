import { describe, expect, it } from "vitest";
import { noise, relativeError, startHeap } from "./heap.ts";

const { gradients, put, room, take } = await startHeap();

describe.each([1, 3, 4, 5, 7, 8, 9])("over %d values", (n) => {
  const w = noise(n, 1);
  const m = noise(n, 2);
  const v = noise(n, 3).map(Math.abs);
  const g = noise(n, 4);

  it("adamW takes the step of its paper", () => {
    const [scale, rate, beta1, beta2, epsilon, decay, correction1, correction2] = [
      0.5, 0.01, 0.9, 0.99, 1e-6, 0.1, 0.3, 0.2,
    ];
    const out = [room(n + 1), room(n + 1), room(n + 1)] as const;
    const [atW, atM, atV, atG] = [w, m, v, g].map(put);
    // biome-ignore format: inputs, outputs, options
    gradients.adamW(
      atW, atM, atV, atG, n,
      ...out,
      scale, rate, beta1, beta2, epsilon, decay, correction1, correction2,
    );
    const first = Array.from(m, (value, i) => beta1 * value + (1 - beta1) * scale * g[i]);
    const second = Array.from(v, (value, i) => beta2 * value + (1 - beta2) * (scale * g[i]) ** 2);
    const step = (i: number) => first[i] / correction1 / (Math.sqrt(second[i] / correction2) + epsilon);
    const expected = Array.from(w, (value, i) => value * (1 - rate * decay) - rate * step(i));
    for (const [i, values] of [expected, first, second].entries()) {
      expect(relativeError(take(out[i], n), values)).toBeLessThan(1e-6);
      expect(take(out[i], n + 1)[n]).toBeNaN();
    }
  });

  it.each([false, true])("sgd takes the step of its definition, nesterov %s", (nesterov) => {
    const [scale, rate, momentum, decay] = [0.5, 0.01, 0.9, 0.1];
    const out = [room(n + 1), room(n + 1)] as const;
    gradients.sgd(put(w), put(m), put(g), n, ...out, scale, rate, momentum, nesterov, decay);
    const velocity = Array.from(m, (value, i) => momentum * value + scale * g[i]);
    const step = (i: number) => (nesterov ? scale * g[i] + momentum * velocity[i] : velocity[i]);
    const expected = Array.from(w, (value, i) => value * (1 - rate * decay) - rate * step(i));
    for (const [i, values] of [expected, velocity].entries()) {
      expect(relativeError(take(out[i], n), values)).toBeLessThan(1e-6);
      expect(take(out[i], n + 1)[n]).toBeNaN();
    }
  });

  it("exponentialAverage moves by 1 - decay of the way", () => {
    const out = room(n + 1);
    gradients.exponentialAverage(put(w), put(g), out, n, 0.75);
    const expected = w.map((value, i) => value + 0.25 * (g[i] - value));
    expect(relativeError(take(out, n), expected)).toBeLessThan(1e-6);
    expect(take(out, n + 1)[n]).toBeNaN();
  });

  it("energy is exact to double precision", () => {
    const expected = w.reduce((sum, value) => sum + value * value, 0);
    expect(gradients.energy(put(w), n)).toBeCloseTo(expected, 13);
  });
});
