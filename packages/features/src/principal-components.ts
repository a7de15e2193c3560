import { randomAt } from "@undertone/core";
import { symmetricEigen } from "./symmetric-eigen.ts";

/** Where vectors differ most. */
export interface PrincipalComponents {
  /** [nComponents][nColumns], of length 1 and at right angles, the first with the largest variance; its largest entry is above 0 */
  axes: Float64Array[];
  /** [nComponents], of the variance along each axis in the variance of all columns, 0 to 1 */
  shares: number[];
  /** [nVectors][nComponents], the coordinates of each vector, of mean 0 */
  points: Float64Array[];
}

/** More axes than are asked for are followed, so that those converge by the ratio to one far behind. */
const OVERSAMPLING = 6;
const N_ITERATIONS = 60;

/**
 * Principal component analysis by subspace iteration with a Rayleigh-Ritz step (Halko, Martinsson and Tropp, 2011, from a random block), by
 * +, -, ·, / and √ alone: the same bits in every engine. Axes without variance are 0, as all are of one vector.
 *
 * @param vectors      [nVectors][nColumns], nVectors > 0, finite
 * @param nComponents  1 to nColumns
 */
export function principalComponents(vectors: readonly ArrayLike<number>[], nComponents: number): PrincipalComponents {
  const rows = centered(vectors);
  const nColumns = vectors[0].length;
  const random = randomAt(1, "initialize");
  const block: Float64Array[] = Array.from({ length: Math.min(nColumns, nComponents + OVERSAMPLING) }, () =>
    Float64Array.from({ length: nColumns }, () => random.between(-1, 1)),
  );
  const total = rows.reduce((sum, row) => sum + dot(row, row), 0);
  orthonormalize(block);
  for (let i = 0; i < N_ITERATIONS; i++) {
    for (const [a, vector] of block.entries()) block[a] = scattered(rows, vector);
    orthonormalize(block);
  }
  const images = block.map((vector) => scattered(rows, vector));
  const { values, vectors: turns } = symmetricEigen(
    block.map((a) => Float64Array.from(images, (image) => dot(a, image))),
  );
  const order = [...values.keys()].sort((a, b) => values[b] - values[a] || a - b).slice(0, nComponents);
  const axes = order.map((which) => signed(combined(block, turns[which])));
  return {
    axes,
    shares: order.map((which) => (total > 0 ? Math.max(0, values[which]) / total : 0)),
    points: rows.map((row) => Float64Array.from(axes, (axis) => dot(row, axis))),
  };
}

function centered(vectors: readonly ArrayLike<number>[]): Float64Array[] {
  const mean = new Float64Array(vectors[0].length);
  for (const vector of vectors) for (let i = 0; i < mean.length; i++) mean[i] += vector[i];
  for (let i = 0; i < mean.length; i++) mean[i] /= vectors.length;
  return vectors.map((vector) => mean.map((middle, i) => vector[i] - middle));
}

/** Σ row · (row · vector): the scatter matrix times a vector. */
function scattered(rows: readonly Float64Array[], vector: Float64Array): Float64Array {
  const sum = new Float64Array(vector.length);
  for (const row of rows) {
    const factor = dot(row, vector);
    for (let i = 0; i < sum.length; i++) sum[i] += factor * row[i];
  }
  return sum;
}

/** Gram and Schmidt, twice over, in place; what lies in the span of those before becomes 0. */
function orthonormalize(block: Float64Array[]): void {
  for (let a = 0; a < block.length; a++) {
    const vector = block[a];
    const before = Math.sqrt(dot(vector, vector));
    for (let again = 0; again < 2; again++) {
      for (let b = 0; b < a; b++) {
        const along = dot(vector, block[b]);
        for (let i = 0; i < vector.length; i++) vector[i] -= along * block[b][i];
      }
    }
    const length = Math.sqrt(dot(vector, vector));
    if (length > 1e-12 * before) for (let i = 0; i < vector.length; i++) vector[i] /= length;
    else vector.fill(0);
  }
}

function combined(block: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(block[0].length);
  for (const [a, vector] of block.entries()) for (let i = 0; i < sum.length; i++) sum[i] += weights[a] * vector[i];
  return sum;
}

/** With its largest entry above 0: of the two directions of an axis always the same. */
function signed(axis: Float64Array): Float64Array {
  let largest = 0;
  for (const value of axis) if (Math.abs(value) > Math.abs(largest)) largest = value;
  return largest < 0 ? axis.map((value) => -value) : axis;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
