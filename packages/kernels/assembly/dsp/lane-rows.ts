/**
 * Puts four rows of n values into the real (to = z) or the imaginary parts (to = z + 16) of four signals in lanes.
 *
 * @param to    f32[n][2][4]
 * @param n     a multiple of 4
 * @param row0  f32[n], as the others; they may overlap
 */
export function rowsToLanes(to: usize, n: i32, row0: usize, row1: usize, row2: usize, row3: usize): void {
  const bytes = (<usize>n) << 2;
  for (let i: usize = 0; i < bytes; i += 16, to += 128) {
    const a = v128.load(row0 + i);
    const b = v128.load(row1 + i);
    const c = v128.load(row2 + i);
    const d = v128.load(row3 + i);
    const ac01 = v128.shuffle<f32>(a, c, 0, 4, 1, 5);
    const ac23 = v128.shuffle<f32>(a, c, 2, 6, 3, 7);
    const bd01 = v128.shuffle<f32>(b, d, 0, 4, 1, 5);
    const bd23 = v128.shuffle<f32>(b, d, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f32>(ac01, bd01, 0, 4, 1, 5));
    v128.store(to, v128.shuffle<f32>(ac01, bd01, 2, 6, 3, 7), 32);
    v128.store(to, v128.shuffle<f32>(ac23, bd23, 0, 4, 1, 5), 64);
    v128.store(to, v128.shuffle<f32>(ac23, bd23, 2, 6, 3, 7), 96);
  }
}

/**
 * Takes four rows of n values from the real (from = z) or the imaginary parts (from = z + 16) of four signals in lanes.
 *
 * @param from       f32[...][2][4]
 * @param positions  u32[n]: byte offset of each value, as `planPositions` makes them
 * @param n          a multiple of 4
 * @param row0       f32[n], as the others
 */
// biome-ignore format: one tensor a line
export function lanesToRowsAt(
  from: usize, positions: usize, n: i32,
  row0: usize, row1: usize, row2: usize, row3: usize,
): void {
  const bytes = (<usize>n) << 2;
  for (let i: usize = 0; i < bytes; i += 16) {
    const at = positions + i;
    const a = v128.load(from + <usize>load<u32>(at));
    const b = v128.load(from + <usize>load<u32>(at, 4));
    const c = v128.load(from + <usize>load<u32>(at, 8));
    const d = v128.load(from + <usize>load<u32>(at, 12));
    const ac01 = v128.shuffle<f32>(a, c, 0, 4, 1, 5);
    const ac23 = v128.shuffle<f32>(a, c, 2, 6, 3, 7);
    const bd01 = v128.shuffle<f32>(b, d, 0, 4, 1, 5);
    const bd23 = v128.shuffle<f32>(b, d, 2, 6, 3, 7);
    v128.store(row0 + i, v128.shuffle<f32>(ac01, bd01, 0, 4, 1, 5));
    v128.store(row1 + i, v128.shuffle<f32>(ac01, bd01, 2, 6, 3, 7));
    v128.store(row2 + i, v128.shuffle<f32>(ac23, bd23, 0, 4, 1, 5));
    v128.store(row3 + i, v128.shuffle<f32>(ac23, bd23, 2, 6, 3, 7));
  }
}
