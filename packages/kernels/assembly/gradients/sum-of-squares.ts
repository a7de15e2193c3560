/** Σ x[i]² over f32[length], in double precision: the square of a norm to clip by. */
export function sumOfSquares(x: usize, length: i32): f64 {
  const end = x + ((<usize>length) << 2);
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (; x + 16 <= end; x += 16) {
    const v = v128.load(x);
    const a = f64x2.promote_low_f32x4(v);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const lanes = f64x2.add(low, high);
  let sum = f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
  for (; x < end; x += 4) {
    const value = <f64>load<f32>(x);
    sum += value * value;
  }
  return sum;
}
