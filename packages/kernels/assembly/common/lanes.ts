// float32 in four lanes. Constants come from memory by load_splat: V8 would rebuild a v128 constant at each use.

/** The value at `address` in all four lanes. */
export function splatAt(address: usize, offset: usize = 0): v128 {
  return v128.load_splat<f32>(address + offset);
}

/** a · b + c, each step rounded: relaxed SIMD's fused form has other bits on other processors. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), c);
}

/** c - a · b, each step rounded. */
export function subtractProduct(c: v128, a: v128, b: v128): v128 {
  return f32x4.sub(c, f32x4.mul(a, b));
}

// Cephes logf.c (S. L. Moshier): √½; the polynomial from f¹¹ down to f³; -½; ln 2 in two parts.
// biome-ignore format: one purpose a line
const LOG = memory.data<f32>([
  Mathf.SQRT1_2,
  7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
  -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
  1, 0.5, -2.12194440e-4, 0.693359375,
]);

/** ln x in each lane for normal x > 0, within 0.85 ulp: Cephes' polynomial in Estrin's order, which shortens its chain. */
export function logLanes(x: v128): v128 {
  const exponent = i32x4.shr_s(i32x4.sub(x, splatAt(LOG)), 23);
  const mantissa = i32x4.sub(x, i32x4.shl(exponent, 23)); // in [√½, √2)
  const f = f32x4.sub(mantissa, splatAt(LOG, 40));
  const f2 = f32x4.mul(f, f);
  const p1 = multiplyAdd(splatAt(LOG, 32), f, splatAt(LOG, 36));
  const p3 = multiplyAdd(splatAt(LOG, 24), f, splatAt(LOG, 28));
  const p5 = multiplyAdd(splatAt(LOG, 16), f, splatAt(LOG, 20));
  const p7 = multiplyAdd(splatAt(LOG, 8), f, splatAt(LOG, 12));
  const low = multiplyAdd(p3, f2, p1);
  const high = multiplyAdd(p7, f2, p5);
  const f4 = f32x4.mul(f2, f2);
  const p = multiplyAdd(f4, multiplyAdd(splatAt(LOG, 4), f4, high), low);

  const k = f32x4.convert_i32x4_s(exponent);
  let y = multiplyAdd(k, splatAt(LOG, 48), f32x4.mul(f32x4.mul(p, f), f2));
  y = subtractProduct(y, splatAt(LOG, 44), f2);
  return multiplyAdd(k, splatAt(LOG, 52), f32x4.add(f, y));
}

/**
 * Turns f32[n][4], four frames in four lanes, into four rows of n values.
 *
 * @param row0  rows of n values each; where two are the same, the later lane's values stay
 */
export function lanesToRows(lanes: usize, n: i32, row0: usize, row1: usize, row2: usize, row3: usize): void {
  const bytes = (<usize>n) << 2;
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16, lanes += 64) {
    const a = v128.load(lanes);
    const b = v128.load(lanes, 16);
    const c = v128.load(lanes, 32);
    const d = v128.load(lanes, 48);
    const ac01 = v128.shuffle<f32>(a, c, 0, 4, 1, 5);
    const ac23 = v128.shuffle<f32>(a, c, 2, 6, 3, 7);
    const bd01 = v128.shuffle<f32>(b, d, 0, 4, 1, 5);
    const bd23 = v128.shuffle<f32>(b, d, 2, 6, 3, 7);
    v128.store(row0 + i, v128.shuffle<f32>(ac01, bd01, 0, 4, 1, 5));
    v128.store(row1 + i, v128.shuffle<f32>(ac01, bd01, 2, 6, 3, 7));
    v128.store(row2 + i, v128.shuffle<f32>(ac23, bd23, 0, 4, 1, 5));
    v128.store(row3 + i, v128.shuffle<f32>(ac23, bd23, 2, 6, 3, 7));
  }
  for (; i < bytes; i += 4, lanes += 16) {
    store<f32>(row0 + i, load<f32>(lanes));
    store<f32>(row1 + i, load<f32>(lanes, 4));
    store<f32>(row2 + i, load<f32>(lanes, 8));
    store<f32>(row3 + i, load<f32>(lanes, 12));
  }
}
