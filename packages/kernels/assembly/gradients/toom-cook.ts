/*
 * Convolution of short sequences with fewer products (Toom 1963, Cook 1966; for networks Lavin & Gray, "Fast algorithms for
 * convolutional neural networks", CVPR 2016). A polynomial product of up to eight coefficients is known from its values at
 * eight points, here 0, 1, −1, 2, −2, 1/2, −1/2 and ∞ (the leading coefficient), so m outputs of r taps cost
 * m + r − 1 = 8 products instead of m · r. With V the values of powers at the points and D = diag(f), the correlation
 *
 *   y[j] = Σ_k w[k] · x[j + k],  j < m, k < r,   is   y = Vₘᵀ · D · ((Vᵣ · w) ⊙ (Bᵀ · x))
 *
 * and its gradients, by the same B, are
 *
 *   dw = Vᵣᵀ · D · ((Bᵀ · x) ⊙ (Vₘ · dy)),   dx = B · ((D · Vᵣ · w) ⊙ (Vₘ · dy)).
 *
 * All functions work on columns, four at a time; a sequence runs over rows that may lie anywhere.
 */

/** Points, and rows of x that a window sees. */
export const POINTS: i32 = 8;

/** f at ±1, ±2 and ±1/2; it is 1 at 0 and ∞. */
const F1: f32 = -2.0 / 9.0;
const F2: f32 = 1.0 / 90.0;
const FH: f32 = 32.0 / 45.0;

/**
 * V · y for up to six rows: target[point] = Σ_j point^j · y[j], and the row `last` at infinity.
 *
 * @param y0, y1, y2, y3, y4, y5  f32[columns] each; rows beyond the sequence are zero
 * @param last       f32[columns], the sequence's last row
 * @param byteLength of a row, a multiple of 32
 * @param target     address of the first four values at the first point
 * @param point      bytes from point to point
 * @param second     bytes from the first four values to the next four
 * @param pair       bytes from eight values to the next eight
 * @param scaled     whether to multiply by f
 */
// biome-ignore format: the rows, the target
export function evaluate(
  y0: usize, y1: usize, y2: usize, y3: usize, y4: usize, y5: usize, last: usize, byteLength: usize,
  target: usize, point: usize, second: usize, pair: usize, scaled: bool,
): void {
  const f1 = f32x4.splat(scaled ? F1 : 1);
  const f2 = f32x4.splat(scaled ? F2 : 1);
  const fh = f32x4.splat(scaled ? FH : 1);
  let step = second;
  for (let i: usize = 0; i < byteLength; i += 16, target += step, step = pair - step) {
    const v0 = v128.load(y0 + i);
    const v1 = v128.load(y1 + i);
    const v2 = v128.load(y2 + i);
    const v3 = v128.load(y3 + i);
    const v4 = v128.load(y4 + i);
    const v5 = v128.load(y5 + i);
    v128.store(target, v0);
    let even = f32x4.add(f32x4.add(v0, v2), v4);
    let odd = f32x4.add(f32x4.add(v1, v3), v5);
    let at = target + point;
    v128.store(at, f32x4.mul(f32x4.add(even, odd), f1));
    at += point;
    v128.store(at, f32x4.mul(f32x4.sub(even, odd), f1));
    even = polynomial(v0, v2, v4, 4);
    odd = f32x4.mul(polynomial(v1, v3, v5, 4), f32x4.splat(2));
    at += point;
    v128.store(at, f32x4.mul(f32x4.add(even, odd), f2));
    at += point;
    v128.store(at, f32x4.mul(f32x4.sub(even, odd), f2));
    even = polynomial(v0, v2, v4, 0.25);
    odd = f32x4.mul(polynomial(v1, v3, v5, 0.25), f32x4.splat(0.5));
    at += point;
    v128.store(at, f32x4.mul(f32x4.add(even, odd), fh));
    at += point;
    v128.store(at, f32x4.mul(f32x4.sub(even, odd), fh));
    v128.store(at + point, v128.load(last + i));
  }
}

/** a + b · t + c · t² by Horner's rule. */
function polynomial(a: v128, b: v128, c: v128, t: f32): v128 {
  return f32x4.add(a, f32x4.mul(f32x4.add(b, f32x4.mul(c, f32x4.splat(t))), f32x4.splat(t)));
}

/**
 * Bᵀ · x: what a window sees of x at the points.
 *
 * @param x0, x1, x2, x3, x4, x5, x6, x7  f32[columns] each
 * Other parameters as in `evaluate`.
 */
// biome-ignore format: the rows, the target
export function viewWindow(
  x0: usize, x1: usize, x2: usize, x3: usize, x4: usize, x5: usize, x6: usize, x7: usize, byteLength: usize,
  target: usize, point: usize, second: usize, pair: usize,
): void {
  let step = second;
  for (let i: usize = 0; i < byteLength; i += 16, target += step, step = pair - step) {
    const v1 = v128.load(x1 + i);
    const v2 = v128.load(x2 + i);
    const v3 = v128.load(x3 + i);
    const v4 = v128.load(x4 + i);
    const v5 = v128.load(x5 + i);
    const v6 = v128.load(x6 + i);
    v128.store(target, f32x4.add(f32x4.sub(v128.load(x0 + i), v6), scale(f32x4.sub(v4, v2), 5.25)));
    let even = f32x4.sub(f32x4.add(v2, v6), scale(v4, 4.25));
    let odd = f32x4.sub(f32x4.add(v1, v5), scale(v3, 4.25));
    let at = target + point;
    v128.store(at, f32x4.add(even, odd));
    at += point;
    v128.store(at, f32x4.sub(even, odd));
    even = f32x4.sub(f32x4.add(v6, scale(v2, 0.25)), scale(v4, 1.25));
    odd = f32x4.sub(f32x4.add(scale(v1, 0.5), scale(v5, 2)), scale(v3, 2.5));
    at += point;
    v128.store(at, f32x4.add(even, odd));
    at += point;
    v128.store(at, f32x4.sub(even, odd));
    even = f32x4.sub(f32x4.add(v6, scale(v2, 4)), scale(v4, 5));
    odd = f32x4.sub(f32x4.add(scale(v1, 2), scale(v5, 0.5)), scale(v3, 2.5));
    at += point;
    v128.store(at, f32x4.add(even, odd));
    at += point;
    v128.store(at, f32x4.sub(even, odd));
    v128.store(at + point, f32x4.add(f32x4.sub(v128.load(x7 + i), v1), scale(f32x4.sub(v3, v5), 5.25)));
  }
}

/**
 * x += B · product: what a window sends back to the rows it saw.
 *
 * @param product    f32[POINTS][columns], points `point` bytes apart
 * @param x0, x1, x2, x3, x4, x5, x6, x7  f32[columns] each; several may be one row whose sum nobody reads
 * @param byteLength of a row, a multiple of 16
 */
// biome-ignore format: the product, the rows
export function addWindow(
  product: usize, point: usize,
  x0: usize, x1: usize, x2: usize, x3: usize, x4: usize, x5: usize, x6: usize, x7: usize, byteLength: usize,
): void {
  for (let i: usize = 0; i < byteLength; i += 16, product += 16) {
    const p0 = v128.load(product);
    let at = product + point;
    let plus = v128.load(at);
    let minus = v128.load(at + point);
    const even1 = f32x4.add(plus, minus);
    const odd1 = f32x4.sub(plus, minus);
    at += 2 * point;
    plus = v128.load(at);
    minus = v128.load(at + point);
    const even2 = f32x4.add(plus, minus);
    const odd2 = f32x4.sub(plus, minus);
    at += 2 * point;
    plus = v128.load(at);
    minus = v128.load(at + point);
    const evenH = f32x4.add(plus, minus);
    const oddH = f32x4.sub(plus, minus);
    const p7 = v128.load(at + 2 * point);
    addTo(x0 + i, p0);
    addTo(x1 + i, f32x4.sub(f32x4.add(odd1, f32x4.add(scale(odd2, 0.5), scale(oddH, 2))), p7));
    addTo(x2 + i, f32x4.sub(f32x4.add(even1, f32x4.add(scale(even2, 0.25), scale(evenH, 4))), scale(p0, 5.25)));
    addTo(x3 + i, f32x4.sub(scale(p7, 5.25), f32x4.add(scale(odd1, 4.25), scale(f32x4.add(odd2, oddH), 2.5))));
    addTo(x4 + i, f32x4.sub(scale(p0, 5.25), f32x4.add(scale(even1, 4.25), f32x4.add(scale(even2, 1.25), scale(evenH, 5)))));
    addTo(x5 + i, f32x4.sub(f32x4.add(odd1, f32x4.add(scale(odd2, 2), scale(oddH, 0.5))), scale(p7, 5.25)));
    addTo(x6 + i, f32x4.sub(f32x4.add(even1, f32x4.add(even2, evenH)), p0));
    addTo(x7 + i, p7);
  }
}

/**
 * Vᵀ · D · sums, row by row: a convolution's outputs, or the gradients of its taps.
 *
 * @param sums       f32[POINTS][columns], points `point` bytes apart
 * @param byteLength of a row, a multiple of 16
 * @param target     f32[kept, columns], rows `stride` bytes apart, overwritten
 * @param rows       of the whole result
 * @param kept       how many of them to write, from the first on
 */
// biome-ignore format: the sums, the target
export function interpolate(
  sums: usize, point: usize, byteLength: usize,
  target: usize, stride: usize, rows: i32, kept: i32,
): void {
  for (let i: usize = 0; i < byteLength; i += 16, sums += 16, target += 16) {
    let at = sums + point;
    let plus = v128.load(at);
    let minus = v128.load(at + point);
    let even1 = scale(f32x4.add(plus, minus), F1);
    let odd1 = scale(f32x4.sub(plus, minus), F1);
    at += 2 * point;
    plus = v128.load(at);
    minus = v128.load(at + point);
    let even2 = scale(f32x4.add(plus, minus), F2);
    let odd2 = scale(f32x4.sub(plus, minus), 2 * F2);
    at += 2 * point;
    plus = v128.load(at);
    minus = v128.load(at + point);
    let evenH = scale(f32x4.add(plus, minus), FH);
    let oddH = scale(f32x4.sub(plus, minus), 0.5 * FH);
    const atInfinity = v128.load(at + 2 * point);
    let row = target;
    for (let r = 0; r < kept; r += 2) {
      let value = f32x4.add(even1, f32x4.add(even2, evenH));
      if (r === 0) value = f32x4.add(value, v128.load(sums));
      if (r + 1 === rows) value = f32x4.add(value, atInfinity);
      v128.store(row, value);
      row += stride;
      if (r + 1 === kept) break;
      value = f32x4.add(odd1, f32x4.add(odd2, oddH));
      if (r + 2 === rows) value = f32x4.add(value, atInfinity);
      v128.store(row, value);
      row += stride;
      even2 = scale(even2, 4);
      odd2 = scale(odd2, 4);
      evenH = scale(evenH, 0.25);
      oddH = scale(oddH, 0.25);
    }
  }
}

function scale(x: v128, factor: f32): v128 {
  return f32x4.mul(x, f32x4.splat(factor));
}

function addTo(target: usize, x: v128): void {
  v128.store(target, f32x4.add(v128.load(target), x));
}
