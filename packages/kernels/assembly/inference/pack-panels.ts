/**
 * Packs a matrix into panels of eight columns, so that eight outputs read their weights in one stream:
 *
 *   packed[panel, row, column] = matrix[row, 8 · panel + column], 0 beyond the last column
 *
 * @param matrix  f32[nRows, nColumns]
 * @param packed  f32[⌈nColumns / 8⌉, nRows, 8]; does not overlap matrix
 */
export function packPanels(matrix: usize, nRows: i32, nColumns: i32, packed: usize): void {
  for (let panel = 0; panel < nColumns; panel += 8) {
    for (let row = 0; row < nRows; row++) {
      for (let column = panel; column < panel + 8; column++, packed += 4) {
        const inside = column < nColumns;
        store<f32>(packed, inside ? load<f32>(matrix + ((<usize>(row * nColumns + column)) << 2)) : 0);
      }
    }
  }
}
