/** Rows added up in single precision before they join the total, which keeps rounding errors from growing with rows. */
const BLOCK: i32 = 256;

/**
 * Mean and variance of every column: mean[c] = Σ x[n, c] / rows, variance[c] = Σ (x[n, c] − mean[c])² / rows.
 *
 * @param x         f32[rows, channels]
 * @param mean      f32[channels], overwritten
 * @param variance  f32[channels], overwritten; of the batch, not the unbiased estimate
 */
export function channelMoments(x: usize, rows: i32, channels: i32, mean: usize, variance: usize): void {
  const stride = (<usize>channels) << 2;
  let c: usize = 0;
  // Sixteen channels are one cache line of a row; every element is then fetched once per pass.
  for (; c + 64 <= stride; c += 64) moments16(x + c, stride, rows, mean + c, variance + c);
  for (; c + 16 <= stride; c += 16) moments4(x + c, stride, rows, mean + c, variance + c);
  for (; c < stride; c += 4) moments1(x + c, stride, rows, mean + c, variance + c);
}

function moments16(x: usize, stride: usize, rows: i32, mean: usize, variance: usize): void {
  const inverse = f32x4.splat(<f32>1 / <f32>rows);
  const zero = f32x4.splat(0);
  let m0 = zero;
  let m1 = zero;
  let m2 = zero;
  let m3 = zero;
  for (let centered = 0; centered < 2; centered++) {
    let t0 = zero;
    let t1 = zero;
    let t2 = zero;
    let t3 = zero;
    let row = x;
    for (let n = 0; n < rows; ) {
      let s0 = zero;
      let s1 = zero;
      let s2 = zero;
      let s3 = zero;
      for (const end = min(rows, n + BLOCK); n < end; n++, row += stride) {
        const d0 = f32x4.sub(v128.load(row), m0);
        const d1 = f32x4.sub(v128.load(row, 16), m1);
        const d2 = f32x4.sub(v128.load(row, 32), m2);
        const d3 = f32x4.sub(v128.load(row, 48), m3);
        s0 = f32x4.add(s0, centered ? f32x4.mul(d0, d0) : d0);
        s1 = f32x4.add(s1, centered ? f32x4.mul(d1, d1) : d1);
        s2 = f32x4.add(s2, centered ? f32x4.mul(d2, d2) : d2);
        s3 = f32x4.add(s3, centered ? f32x4.mul(d3, d3) : d3);
      }
      t0 = f32x4.add(t0, s0);
      t1 = f32x4.add(t1, s1);
      t2 = f32x4.add(t2, s2);
      t3 = f32x4.add(t3, s3);
    }
    m0 = f32x4.mul(t0, inverse);
    m1 = f32x4.mul(t1, inverse);
    m2 = f32x4.mul(t2, inverse);
    m3 = f32x4.mul(t3, inverse);
    const target = centered ? variance : mean;
    v128.store(target, m0);
    v128.store(target, m1, 16);
    v128.store(target, m2, 32);
    v128.store(target, m3, 48);
  }
}

function moments4(x: usize, stride: usize, rows: i32, mean: usize, variance: usize): void {
  const inverse = f32x4.splat(<f32>1 / <f32>rows);
  let m = f32x4.splat(0);
  for (let centered = 0; centered < 2; centered++) {
    let total = f32x4.splat(0);
    let row = x;
    for (let n = 0; n < rows; ) {
      let sum = f32x4.splat(0);
      for (const end = min(rows, n + BLOCK); n < end; n++, row += stride) {
        const d = f32x4.sub(v128.load(row), m);
        sum = f32x4.add(sum, centered ? f32x4.mul(d, d) : d);
      }
      total = f32x4.add(total, sum);
    }
    m = f32x4.mul(total, inverse);
    v128.store(centered ? variance : mean, m);
  }
}

function moments1(x: usize, stride: usize, rows: i32, mean: usize, variance: usize): void {
  const inverse = <f32>1 / <f32>rows;
  let m: f32 = 0;
  for (let centered = 0; centered < 2; centered++) {
    let total: f32 = 0;
    let row = x;
    for (let n = 0; n < rows; ) {
      let sum: f32 = 0;
      for (const end = min(rows, n + BLOCK); n < end; n++, row += stride) {
        const d = load<f32>(row) - m;
        sum += centered ? d * d : d;
      }
      total += sum;
    }
    m = total * inverse;
    store<f32>(centered ? variance : mean, m);
  }
}
