/** Added to the variance before its root, as in training: 1e-5. */
const EPSILON: f64 = 0.00001;

/**
 * Mean and, where `deviation`, standard deviation of each channel, summed in float64:
 *
 *   y[c] = Σ x[p, c] / n,   y[channels + c] = √(Σ (x[p, c] − y[c])² / n + 0.00001)
 *
 * @param x  f32[n, channels], n at least 1
 * @param y  f32[channels] or f32[2 · channels]; does not overlap x
 */
export function statisticsPool(x: usize, n: i32, channels: i32, deviation: bool, y: usize): void {
  const pixel = (<usize>channels) << 2;
  let end = x + <usize>n * pixel;
  const count = f64x2.splat(<f64>n);
  for (let c = 0; c < channels; c += 2, x += 8, end += 8, y += 8) {
    const pair = c + 1 < channels;

    let sum = f64x2.splat(0);
    for (let p = x; p < end; p += pixel) sum = f64x2.add(sum, twoChannels(p, pair));
    const mean = f64x2.div(sum, count);
    storeTwo(y, mean, pair);
    if (!deviation) continue;

    sum = f64x2.splat(0);
    for (let p = x; p < end; p += pixel) {
      const difference = f64x2.sub(twoChannels(p, pair), mean);
      sum = f64x2.add(sum, f64x2.mul(difference, difference));
    }
    storeTwo(y + pixel, f64x2.sqrt(f64x2.add(f64x2.div(sum, count), f64x2.splat(EPSILON))), pair);
  }
}

function twoChannels(address: usize, pair: bool): v128 {
  return f64x2.promote_low_f32x4(pair ? v128.load64_zero(address) : v128.load32_zero(address));
}

function storeTwo(address: usize, values: v128, pair: bool): void {
  const narrow = f32x4.demote_f64x2_zero(values);
  if (pair) v128.store64_lane(address, narrow, 0);
  else v128.store32_lane(address, narrow, 0);
}
