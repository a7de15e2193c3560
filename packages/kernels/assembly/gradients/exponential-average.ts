/**
 * One step of an exponential average: out[i] = average[i] + (1 − decay) · (x[i] − average[i]).
 *
 * @param average  f32[length]
 * @param x        f32[length]
 * @param out      f32[length], overwritten; may be average or x
 */
export function exponentialAverage(average: usize, x: usize, out: usize, length: i32, decay: f64): void {
  const share = <f32>(1 - decay);
  const shares = f32x4.splat(share);
  const bytes = (<usize>length) << 2;
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) {
    const a = v128.load(average + i);
    v128.store(out + i, f32x4.add(a, f32x4.mul(shares, f32x4.sub(v128.load(x + i), a))));
  }
  for (; i < bytes; i += 4) {
    const a = load<f32>(average + i);
    store<f32>(out + i, a + share * (load<f32>(x + i) - a));
  }
}
