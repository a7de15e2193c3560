/** A tile of the product: four rows by eight columns, held in eight vector registers. */
export const TILE_ROWS: i32 = 4;
export const TILE_COLUMNS: i32 = 8;

/** Bytes that `multiplyPanels` needs for the tiles on the edge. */
export const EDGE_BYTES: usize = 128;

/** Bytes of `depth` rows in panels of eight columns. */
export function columnPanelBytes(columns: i32, depth: i32): usize {
  return (<usize>((columns + 7) & ~7) * <usize>depth) << 2;
}

/**
 * Lays f32[depth, columns] out in panels of eight columns, [⌈columns / 8⌉][depth][8], zero beyond the last column.
 *
 * @param stride  bytes from row to row of the source
 */
export function packColumns(source: usize, stride: usize, depth: i32, columns: i32, panels: usize): void {
  for (let column = 0; column < columns; column += TILE_COLUMNS) {
    const width = min(TILE_COLUMNS, columns - column);
    let row = source + ((<usize>column) << 2);
    for (let k = 0; k < depth; k++, row += stride, panels += 32) {
      if (width === TILE_COLUMNS) {
        v128.store(panels, v128.load(row));
        v128.store(panels, v128.load(row, 16), 16);
      } else {
        for (let c = 0; c < TILE_COLUMNS; c++) {
          store<f32>(panels + ((<usize>c) << 2), c < width ? load<f32>(row + ((<usize>c) << 2)) : 0);
        }
      }
    }
  }
}

/** As `packColumns`, of a source that is stored transposed: f32[columns, depth]. */
export function packTransposedColumns(source: usize, stride: usize, depth: i32, columns: i32, panels: usize): void {
  for (let column = 0; column < columns; column += TILE_COLUMNS) {
    const width = min(TILE_COLUMNS, columns - column);
    const first = source + <usize>column * stride;
    for (let k = 0; k < depth; k++, panels += 32) {
      let value = first + ((<usize>k) << 2);
      for (let c = 0; c < TILE_COLUMNS; c++, value += stride) {
        store<f32>(panels + ((<usize>c) << 2), c < width ? load<f32>(value) : 0);
      }
    }
  }
}

/** Lays four rows of f32[depth], `stride` bytes apart, out as [depth][4] and returns the address after it. */
export function packRows(source: usize, stride: usize, depth: i32, panel: usize): usize {
  const end = source + ((<usize>depth) << 2);
  for (; source + 16 <= end; source += 16, panel += 64) {
    const r0 = v128.load(source);
    const r1 = v128.load(source + stride);
    const r2 = v128.load(source + 2 * stride);
    const r3 = v128.load(source + 3 * stride);
    const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    v128.store(panel, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
    v128.store(panel, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), 16);
    v128.store(panel, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), 32);
    v128.store(panel, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), 48);
  }
  for (; source < end; source += 4, panel += 16) {
    store<f32>(panel, load<f32>(source));
    store<f32>(panel, load<f32>(source + stride), 4);
    store<f32>(panel, load<f32>(source + 2 * stride), 8);
    store<f32>(panel, load<f32>(source + 3 * stride), 12);
  }
  return panel;
}

/**
 * Lays f32[rows, depth] out in panels of four rows, [⌈rows / 4⌉][depth][4]. Lanes beyond the last row keep what they held:
 * they reach only rows of the product that are dropped.
 */
export function packRowPanels(source: usize, stride: usize, rows: i32, depth: i32, panels: usize): void {
  let row = 0;
  for (; row + TILE_ROWS <= rows; row += TILE_ROWS, source += stride << 2) {
    panels = packRows(source, stride, depth, panels);
  }
  for (let lane = panels; row < rows; row++, source += stride, lane += 4) {
    for (let k: usize = 0; k < <usize>depth; k++) store<f32>(lane + (k << 4), load<f32>(source + (k << 2)));
  }
}

/** As `packRowPanels`, of a source that is stored transposed: f32[depth, rows]. */
export function packTransposedRowPanels(source: usize, stride: usize, rows: i32, depth: i32, panels: usize): void {
  for (let row = 0; row < rows; row += TILE_ROWS) {
    const height = min(TILE_ROWS, rows - row);
    let values = source + ((<usize>row) << 2);
    for (let k = 0; k < depth; k++, values += stride, panels += 16) {
      if (height === TILE_ROWS) v128.store(panels, v128.load(values));
      else for (let i: usize = 0; i < <usize>height; i++) store<f32>(panels + (i << 2), load<f32>(values + (i << 2)));
    }
  }
}

/**
 * The matrix product c = a · b, or c += a · b, of packed panels. Every element is summed over depth in rising order.
 *
 * @param a           f32[⌈rows / 4⌉][depth][4]
 * @param b           f32[⌈columns / 8⌉][depth][8]
 * @param c           f32[rows, columns], rows `stride` bytes apart
 * @param accumulate  whether to add to c
 * @param edge        EDGE_BYTES of scratch
 */
// biome-ignore format: the panels, their shape, the product
export function multiplyPanels(
  a: usize, b: usize, rows: i32, columns: i32, depth: i32,
  c: usize, stride: usize, accumulate: bool, edge: usize,
): void {
  for (let column = 0; column < columns; column += TILE_COLUMNS) {
    const panel = b + ((<usize>column * <usize>depth) << 2);
    const width = min(TILE_COLUMNS, columns - column);
    for (let row = 0; row < rows; row += TILE_ROWS) {
      const height = min(TILE_ROWS, rows - row);
      const strip = a + ((<usize>row * <usize>depth) << 2);
      const corner = c + <usize>row * stride + (<usize>column << 2);
      if (width === TILE_COLUMNS && height === TILE_ROWS) {
        multiplyTile(strip, panel, depth, corner, stride, accumulate);
      } else {
        multiplyTile(strip, panel, depth, edge, 32, false);
        copyEdge(edge, corner, stride, height, width, accumulate);
      }
    }
  }
}

/** One tile as a sum of outer products: each step multiplies four values of a with eight of b. */
function multiplyTile(a: usize, b: usize, depth: i32, c: usize, stride: usize, accumulate: bool): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const end = a + ((<usize>depth) << 4);
  for (; a < end; a += 16, b += 32) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load32_splat(a);
    c00 = f32x4.add(c00, f32x4.mul(a0, b0));
    c01 = f32x4.add(c01, f32x4.mul(a0, b1));
    const a1 = v128.load32_splat(a, 4);
    c10 = f32x4.add(c10, f32x4.mul(a1, b0));
    c11 = f32x4.add(c11, f32x4.mul(a1, b1));
    const a2 = v128.load32_splat(a, 8);
    c20 = f32x4.add(c20, f32x4.mul(a2, b0));
    c21 = f32x4.add(c21, f32x4.mul(a2, b1));
    const a3 = v128.load32_splat(a, 12);
    c30 = f32x4.add(c30, f32x4.mul(a3, b0));
    c31 = f32x4.add(c31, f32x4.mul(a3, b1));
  }
  putRow(c, c00, c01, accumulate);
  putRow(c + stride, c10, c11, accumulate);
  putRow(c + 2 * stride, c20, c21, accumulate);
  putRow(c + 3 * stride, c30, c31, accumulate);
}

function putRow(c: usize, low: v128, high: v128, accumulate: bool): void {
  v128.store(c, accumulate ? f32x4.add(v128.load(c), low) : low);
  v128.store(c, accumulate ? f32x4.add(v128.load(c, 16), high) : high, 16);
}

function copyEdge(edge: usize, c: usize, stride: usize, height: i32, width: i32, accumulate: bool): void {
  for (let row = 0; row < height; row++, edge += 32, c += stride) {
    for (let column: usize = 0; column < <usize>width; column++) {
      const value = load<f32>(edge + (column << 2));
      const target = c + (column << 2);
      store<f32>(target, accumulate ? load<f32>(target) + value : value);
    }
  }
}
