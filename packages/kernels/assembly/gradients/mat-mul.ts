import {
  columnPanelBytes,
  EDGE_BYTES,
  multiplyPanels,
  packColumns,
  packRowPanels,
  packTransposedColumns,
  packTransposedRowPanels,
} from "./tiles";

/** Rows of the product made at once. */
const BLOCK: i32 = 32;

/** Bytes of scratch that `matMul` needs. */
export function matMulScratch(columns: i32, depth: i32): usize {
  return columnPanelBytes(columns, depth) + ((<usize>(BLOCK * depth)) << 2) + EDGE_BYTES;
}

/**
 * The matrix product c = a · b; every element is summed over depth in rising order.
 *
 * @param a        f32[rows, depth], or f32[depth, rows] where transposeA
 * @param b        f32[depth, columns], or f32[columns, depth] where transposeB
 * @param c        f32[rows, columns], overwritten; overlaps neither
 * @param scratch  `matMulScratch` bytes
 */
// biome-ignore format: one matrix a line
export function matMul(
  a: usize, transposeA: bool, rows: i32, depth: i32,
  b: usize, transposeB: bool, columns: i32,
  c: usize, scratch: usize,
): void {
  const panels = scratch + columnPanelBytes(columns, depth);
  const edge = panels + (<usize>(BLOCK * depth) << 2);
  const rowBytes = <usize>columns << 2;
  const depthBytes = <usize>depth << 2;
  if (transposeB) packTransposedColumns(b, depthBytes, depth, columns, scratch);
  else packColumns(b, rowBytes, depth, columns, scratch);
  for (let first = 0; first < rows; first += BLOCK) {
    const height = min(BLOCK, rows - first);
    if (transposeA) packTransposedRowPanels(a + (<usize>first << 2), <usize>rows << 2, height, depth, panels);
    else packRowPanels(a + <usize>first * depthBytes, depthBytes, height, depth, panels);
    multiplyPanels(panels, scratch, height, columns, depth, c + <usize>first * rowBytes, rowBytes, false, edge);
  }
}
