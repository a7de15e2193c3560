/** Σ x[i]² over f32[length], in float64: an SNR holds to 0.01 dB over any length, and a norm to clip by to all digits. */
export function energy(x: usize, length: i32): f64 {
  const end = x + ((<usize>length) << 2);
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  for (; x + 16 <= end; x += 16) {
    const low = f64x2.promote_low_f32x4(v128.load64_zero(x));
    const high = f64x2.promote_low_f32x4(v128.load64_zero(x, 8));
    even = f64x2.add(even, f64x2.mul(low, low));
    odd = f64x2.add(odd, f64x2.mul(high, high));
  }
  const lanes = f64x2.add(even, odd);
  let sum = f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
  for (; x < end; x += 4) {
    const value = <f64>load<f32>(x);
    sum += value * value;
  }
  return sum;
}
