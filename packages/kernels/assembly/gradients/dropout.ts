/**
 * Zeroes values at random and scales the others: y[i] = scale · x[i] where word i of the random stream is at least
 * `threshold`, else 0. Word i is word i mod 4 of philox4x32 with counter [⌊i / 4⌋, c1, c2, c3] and key [k0, k1], the
 * generator of @undertone/core. The gradient is the same function of dy.
 *
 * @param x          f32[length]
 * @param y          f32[length], overwritten; may be x
 * @param threshold  share of values to be zeroed, times 2³²
 * @param scale      1 / (1 − share)
 */
// biome-ignore format: tensors, options, address in the stream
export function dropout(
  x: usize, y: usize, length: i32,
  threshold: u32, scale: f32,
  k0: u32, k1: u32, c1: u32, c2: u32, c3: u32,
): void {
  const limit = i32x4.splat(threshold);
  const factor = f32x4.splat(scale);
  for (let i = 0; i < length; i += 4, x += 16, y += 16) {
    const kept = i32x4.ge_u(philox(<u32>i >> 2, c1, c2, c3, k0, k1), limit);
    if (i + 4 <= length) {
      v128.store(y, v128.and(kept, f32x4.mul(factor, v128.load(x))));
    } else {
      for (let lane = 0; lane < length - i; lane++) {
        const mask = v128.any_true(v128.and(kept, laneMask(lane)));
        store<f32>(y + (<usize>lane << 2), mask ? scale * load<f32>(x + (<usize>lane << 2)) : 0);
      }
    }
  }
}

/** All bits of one lane. */
function laneMask(lane: i32): v128 {
  return i32x4.eq(i32x4(0, 1, 2, 3), i32x4.splat(lane));
}

/**
 * Philox4x32-10: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011); multipliers and
 * Weyl constants are the paper's.
 */
function philox(c0: u32, c1: u32, c2: u32, c3: u32, k0: u32, k1: u32): v128 {
  for (let round = 0; round < 10; round++) {
    const product0 = <u64>0xd2511f53 * <u64>c0;
    const product1 = <u64>0xcd9e8d57 * <u64>c2;
    c0 = <u32>(product1 >> 32) ^ c1 ^ k0;
    c1 = <u32>product1;
    c2 = <u32>(product0 >> 32) ^ c3 ^ k1;
    c3 = <u32>product0;
    k0 += 0x9e3779b9;
    k1 += 0xbb67ae85;
  }
  return i32x4.replace_lane(i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(c0), 1, c1), 2, c2), 3, c3);
}
