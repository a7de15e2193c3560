// Philox4x32-10: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011), whose multipliers
// and Weyl constants these are.
const MULTIPLIER_A: u32 = 0xd2511f53;
const MULTIPLIER_C: u32 = 0xcd9e8d57;
const WEYL_A: u32 = 0x9e3779b9;
const WEYL_B: u32 = 0xbb67ae85;

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
  for (let block = 0; block << 2 < length; block += 4, x += 64, y += 64) {
    let a = i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3));
    let b = i32x4.splat(c1);
    let c = i32x4.splat(c2);
    let d = i32x4.splat(c3);
    let keyA = k0;
    let keyB = k1;
    for (let round = 0; round < 10; round++) {
      const highA = multiplyHigh(a, MULTIPLIER_A);
      const highC = multiplyHigh(c, MULTIPLIER_C);
      const lowA = i32x4.mul(a, i32x4.splat(MULTIPLIER_A));
      const lowC = i32x4.mul(c, i32x4.splat(MULTIPLIER_C));
      a = v128.xor(v128.xor(highC, b), i32x4.splat(keyA));
      b = lowC;
      c = v128.xor(v128.xor(highA, d), i32x4.splat(keyB));
      d = lowA;
      keyA += WEYL_A;
      keyB += WEYL_B;
    }
    // Lane i of a, b, c and d is block i; what is wanted is one block a vector.
    const lowAB = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
    const highAB = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
    const lowCD = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
    const highCD = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
    const left = length - (block << 2);
    keep(x, y, left, v128.shuffle<i32>(lowAB, lowCD, 0, 1, 4, 5), limit, factor);
    keep(x + 16, y + 16, left - 4, v128.shuffle<i32>(lowAB, lowCD, 2, 3, 6, 7), limit, factor);
    keep(x + 32, y + 32, left - 8, v128.shuffle<i32>(highAB, highCD, 0, 1, 4, 5), limit, factor);
    keep(x + 48, y + 48, left - 12, v128.shuffle<i32>(highAB, highCD, 2, 3, 6, 7), limit, factor);
  }
}

/** The upper halves of four 32 by 32-bit products. */
function multiplyHigh(a: v128, multiplier: u32): v128 {
  const factor = i32x4.splat(multiplier);
  const low = i64x2.extmul_low_i32x4_u(a, factor);
  const high = i64x2.extmul_high_i32x4_u(a, factor);
  return v128.shuffle<i32>(low, high, 1, 3, 5, 7);
}

/** Writes up to four values, each kept where its random word reaches the limit. */
function keep(x: usize, y: usize, left: i32, words: v128, limit: v128, factor: v128): void {
  const kept = i32x4.ge_u(words, limit);
  if (left >= 4) {
    v128.store(y, v128.and(kept, f32x4.mul(factor, v128.load(x))));
    return;
  }
  const scale = f32x4.extract_lane(factor, 0);
  const lanes = i32x4.bitmask(kept);
  for (let i = 0; i < left; i++) {
    const at = (<usize>i) << 2;
    store<f32>(y + at, (lanes >> i) & 1 ? scale * load<f32>(x + at) : 0);
  }
}
