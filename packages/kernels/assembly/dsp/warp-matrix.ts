import { alloc } from "../common/memory";

// An entry of the table of columns: byte offsets of the two neighbors, then the right one's share.
const COLUMN: usize = 12;

/**
 * Resamples a matrix of features along both axes, bilinearly:
 *
 *   warped[t][c] = x(t · speed, c · stretch)
 *
 * Positions beyond the last row or column are those. Columns are warped within groups of `width`: deltas apart from what
 * they are deltas of.
 *
 * @param x        f32[nFrames][nGroups · width], nFrames > 0
 * @param warped   f32[nWarped][nGroups · width], apart from x
 * @param speed    above 0; over 1 is faster, and needs fewer rows
 * @param stretch  above 0; over 1 moves what stands at column c down to c / stretch
 */
// biome-ignore format: one tensor a line
export function warpMatrix(
  x: usize, nFrames: i32, nGroups: i32, width: i32,
  warped: usize, nWarped: i32,
  speed: f64, stretch: f64,
): void {
  const columns = planColumns(nGroups, width, stretch);
  const columnsEnd = columns + <usize>(nGroups * width) * COLUMN;
  const row = <usize>(nGroups * width) << 2;
  for (let t = 0; t < nWarped; t++) {
    const position = min(<f64>t * speed, <f64>(nFrames - 1));
    const before = x + <usize>position * row;
    const after = min(before + row, x + <usize>(nFrames - 1) * row);
    const share = <f32>(position - floor(position));
    for (let column = columns; column < columnsEnd; column += COLUMN, warped += 4) {
      const left = <usize>load<u32>(column);
      const right = <usize>load<u32>(column, 4);
      const first = between(load<f32>(before + left), load<f32>(after + left), share);
      const second = between(load<f32>(before + right), load<f32>(after + right), share);
      store<f32>(warped, between(first, second, load<f32>(column, 8)));
    }
  }
}

/** Makes the table of columns, [nGroups · width], for the caller to release. */
function planColumns(nGroups: i32, width: i32, stretch: f64): usize {
  const columns = alloc(<usize>(nGroups * width) * COLUMN);
  let column = columns;
  for (let group = 0; group < nGroups; group++) {
    for (let c = 0; c < width; c++, column += COLUMN) {
      const position = min(<f64>c * stretch, <f64>(width - 1));
      const left = <i32>position;
      store<u32>(column, (group * width + left) << 2);
      store<u32>(column, (group * width + min(left + 1, width - 1)) << 2, 4);
      store<f32>(column, <f32>(position - <f64>left), 8);
    }
  }
  return columns;
}

function between(a: f32, b: f32, share: f32): f32 {
  return a + share * (b - a);
}
