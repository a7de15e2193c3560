import { addScaled } from "../common/vector";

/**
 * Sums rows by the segment they belong to: out[s, :] = Σ x[n, :] over all n with segments[n] = s. Rows with a segment
 * outside 0 … nSegments − 1 count nowhere.
 *
 * @param x         f32[rows, width]
 * @param segments  i32[rows]
 * @param out       f32[nSegments, width], overwritten; overlaps nothing
 */
// biome-ignore format: inputs, output
export function unsortedSegmentSum(
  x: usize, rows: i32, width: i32, segments: usize,
  out: usize, nSegments: i32,
): void {
  const rowBytes = <usize>width << 2;
  memory.fill(out, 0, <usize>nSegments * rowBytes);
  for (let n = 0; n < rows; n++, x += rowBytes) {
    const segment = load<i32>(segments + (<usize>n << 2));
    if (<u32>segment < <u32>nSegments) addScaled(out + <usize>segment * rowBytes, 1, x, width);
  }
}
