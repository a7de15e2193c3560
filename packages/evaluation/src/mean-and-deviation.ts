/** Mean and spread of some values. */
export interface MeanAndDeviation {
  mean: number;
  /** sample standard deviation, divided by n - 1; null for one value */
  standardDeviation: number | null;
}

/** @throws RangeError without values */
export function meanAndDeviation(values: readonly number[]): MeanAndDeviation {
  const n = values.length;
  if (n === 0) throw new RangeError("values has 0 numbers, expected at least 1");
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { mean, standardDeviation: null };

  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, standardDeviation: Math.sqrt(squares / (n - 1)) };
}
