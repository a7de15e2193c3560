import { describe, expect, it } from "vitest";
import { noise, numericGradient, relativeError, startHeap } from "./heap.ts";

const { gradients, put, room, take } = await startHeap();

describe.each([
  [1, 1],
  [2, 3],
  [7, 4],
  [5, 9],
  [6, 17],
  [270, 1],
])("statistics over %d rows of %d channels", (rows, channels) => {
  const x = noise(rows * channels, 1);
  const dpooled = noise(2 * channels, 2);
  const scratch = room(2 * channels);

  it.each([false, true])("agrees with its definition and has its gradient, deviation %s", (deviation) => {
    const width = deviation ? 2 * channels : channels;
    const pooled = room(width + 1);
    const dx = room(x.length + 1);
    const atX = put(x);
    gradients.statisticsPool(atX, rows, channels, pooled, deviation, scratch);
    expect(relativeError(take(pooled, width), pool(x, deviation))).toBeLessThan(1e-5);
    expect(take(pooled, width + 1)[width]).toBeNaN();

    gradients.statisticsPoolBackprop(atX, rows, channels, pooled, put(dpooled), dx, deviation, scratch);
    const score = (values: ArrayLike<number>) => pool(values, deviation).reduce((sum, v, i) => sum + v * dpooled[i], 0);
    expect(relativeError(take(dx, x.length), numericGradient(score, x))).toBeLessThan(1e-4);
    expect(take(dx, x.length + 1)[x.length]).toBeNaN();
  });

  function pool(values: ArrayLike<number>, deviation: boolean): number[] {
    const column = (c: number) => Float64Array.from(values).filter((_, i) => i % channels === c);
    const means = Array.from({ length: channels }, (_, c) => column(c).reduce((sum, v) => sum + v, 0) / rows);
    if (!deviation) return means;
    const variances = means.map((m, c) => column(c).reduce((sum, v) => sum + (v - m) ** 2, 0) / rows);
    return [...means, ...variances.map((v) => Math.sqrt(v + 1e-5))];
  }
});
