/**
 * The value below which `percent` of 100 values lie, linear between neighbors: at position percent / 100 · (n - 1) of the
 * sorted values, as numpy's percentile has it by default.
 *
 * @param values   [n], in any order, n > 0
 * @param percent  0 to 100
 * @throws RangeError if there are no values
 */
export function percentile(values: ArrayLike<number>, percent: number): number {
  if (values.length === 0) throw new RangeError("values has 0 numbers, expected at least 1");
  const sorted = Float64Array.from(values).sort();
  const position = (percent / 100) * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
