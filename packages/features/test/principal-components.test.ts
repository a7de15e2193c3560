import { randomAt, sha256Hex } from "@undertone/core";
import { principalComponents } from "@undertone/features";
import { describe, expect, it } from "vitest";

/** Of the bits of `points` below, in every engine. */
const GOLDEN_SHA256 = "5435dc7fe2c84aefb428bae1991b7b87e69322ddd18e1a3b277a9410bc09e3bb";

const random = randomAt(4, "synthesize");
const N = 12;

/** Orthogonal directions: the rows of a reflection I - 2 u uᵀ / uᵀu. */
const u = Float64Array.from({ length: N }, () => random.between(-1, 1));
const square = u.reduce((sum, value) => sum + value * value, 0);
const directions = Array.from(u, (a, i) => Array.from(u, (b, j) => Number(i === j) - (2 * a * b) / square));
const deviations = [9, 5, 1, 1, 0.8, 0.5, 0.2, 0.1, 0.1, 0, 0, 0];

/** Vectors whose deviation along each direction is about as given, about a mean of 7. */
const vectors = Array.from({ length: 400 }, () => {
  const along = deviations.map(
    (deviation) => deviation * (random.uniform() + random.uniform() + random.uniform() - 1.5),
  );
  return Float32Array.from({ length: N }, (_, j) => 7 + along.reduce((sum, one, i) => sum + one * directions[i][j], 0));
});

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0);
const variance = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0);

describe("principalComponents", () => {
  const { axes, shares, points } = principalComponents(vectors, 3);

  it("finds the directions of the largest variance", () => {
    expect(Math.abs(dot(axes[0], directions[0]))).toBeGreaterThan(0.99);
    expect(Math.abs(dot(axes[1], directions[1]))).toBeGreaterThan(0.99);
    for (const [i, a] of axes.entries()) {
      for (const [j, b] of axes.entries()) expect(dot(a, b)).toBeCloseTo(Number(i === j), 12);
      expect(a[Array.from(a, Math.abs).indexOf(Math.max(...Array.from(a, Math.abs)))]).toBeGreaterThan(0);
    }
  });

  it("gives coordinates that do not correlate, and the share of the variance along each axis", () => {
    const columns = axes.map((_, c) => points.map((point) => point[c]));
    for (const [i, column] of columns.entries()) {
      expect(column.reduce((a, b) => a + b)).toBeCloseTo(0, 6);
      expect(shares[i] / shares[0]).toBeCloseTo(variance(column) / variance(columns[0]), 9);
    }
    expect(dot(columns[0], columns[1]) / variance(columns[0])).toBeCloseTo(0, 9);
    expect(principalComponents(vectors, N).shares.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
  });

  it("gives the same bits in every engine", () => {
    const bits = Float64Array.from(points.flatMap((point) => [...point]));
    expect(sha256Hex(new Uint8Array(bits.buffer))).toBe(GOLDEN_SHA256);
  });

  it("gives zeros where nothing differs, and of one vector", () => {
    for (const some of [[vectors[0]], [vectors[0], vectors[0], vectors[0]]]) {
      const flat = principalComponents(some, 2);
      expect(flat.shares).toEqual([0, 0]);
      for (const point of flat.points) expect([...point].map(Math.abs)).toEqual([0, 0]);
    }
  });
});
