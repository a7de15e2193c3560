import { channelMoments } from "./channel-moments";

/**
 * Batch normalization in training, with an optional ReLU behind it:
 *
 *   y[n, c] = (x[n, c] − mean[c]) · gamma[c] / √(variance[c] + epsilon) + beta[c],  then max(y, 0) where relu
 *
 * with mean and variance as `channelMoments` gives them.
 *
 * @param x         f32[rows, channels]
 * @param gamma     f32[channels]
 * @param beta      f32[channels]
 * @param y         f32[rows, channels], overwritten
 * @param mean      f32[channels], overwritten
 * @param variance  f32[channels], overwritten
 * @param scratch   f32[channels]
 */
// biome-ignore format: inputs, outputs, options
export function batchNorm(
  x: usize, rows: i32, channels: i32, gamma: usize, beta: usize,
  y: usize, mean: usize, variance: usize,
  epsilon: f32, relu: bool, scratch: usize,
): void {
  channelMoments(x, rows, channels, mean, variance);
  const stride = <usize>channels << 2;
  for (let c: usize = 0; c < stride; c += 4) {
    store<f32>(scratch + c, load<f32>(gamma + c) / sqrt<f32>(load<f32>(variance + c) + epsilon));
  }
  const zero = f32x4.splat(0);
  for (let n = 0; n < rows; n++, x += stride, y += stride) {
    let c: usize = 0;
    for (; c + 16 <= stride; c += 16) {
      const centered = f32x4.sub(v128.load(x + c), v128.load(mean + c));
      const value = f32x4.add(f32x4.mul(centered, v128.load(scratch + c)), v128.load(beta + c));
      v128.store(y + c, relu ? f32x4.max(value, zero) : value);
    }
    for (; c < stride; c += 4) {
      const value = (load<f32>(x + c) - load<f32>(mean + c)) * load<f32>(scratch + c) + load<f32>(beta + c);
      store<f32>(y + c, relu ? max<f32>(value, 0) : value);
    }
  }
}
