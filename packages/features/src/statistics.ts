import type { Features } from "@undertone/core";

/** Mean and standard deviation of each coefficient. */
export interface Statistics {
  /** [nCoefficients] */
  mean: Float32Array;
  /** [nCoefficients], the population's: Σ (x - mean)² / n under the root */
  standardDeviation: Float32Array;
}

/**
 * Statistics over all frames of all features, every frame counting alike. To be fitted on a fold's training side only.
 * Sums are float64, of differences from the first frame, so that a large mean costs no digits.
 *
 * @throws RangeError if there is no frame, or the features differ in their number of coefficients
 */
export function fitStatistics(features: Iterable<Features>): Statistics {
  let first: Float32Array | undefined;
  let sums = new Float64Array(0);
  let squares = new Float64Array(0);
  let count = 0;
  for (const { values, nFrames } of features) {
    if (nFrames === 0) continue;
    const width = values.length / nFrames;
    if (first === undefined) {
      first = values.slice(0, width);
      sums = new Float64Array(width);
      squares = new Float64Array(width);
    }
    if (width !== first.length) throw new RangeError(`features have ${width} coefficients, expected ${first.length}`);
    addFrames(values, first, sums, squares);
    count += nFrames;
  }
  if (first === undefined) throw new RangeError("features have 0 frames, expected at least 1");

  const mean = first.map((value, c) => value + sums[c] / count);
  const variance = squares.map((sum, c) => Math.max(0, sum / count - (sums[c] * sums[c]) / (count * count)));
  return { mean, standardDeviation: Float32Array.from(variance, Math.sqrt) };
}

/** Adds Σ d and Σ d² of d = x - first, column by column. */
function addFrames(values: Float32Array, first: Float32Array, sums: Float64Array, squares: Float64Array): void {
  for (let i = 0; i < values.length; ) {
    for (let c = 0; c < first.length; c++, i++) {
      const difference = values[i] - first[c];
      sums[c] += difference;
      squares[c] += difference * difference;
    }
  }
}
