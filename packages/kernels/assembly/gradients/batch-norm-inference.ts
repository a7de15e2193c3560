/**
 * Batch normalization by given statistics, with an optional ReLU behind it, in one pass over x:
 *
 *   scale[c] = gamma[c] · (1 / √(variance[c] + epsilon)),  shift[c] = beta[c] − mean[c] · scale[c]
 *   y[n, c] = x[n, c] · scale[c] + shift[c],  then max(y, 0) where relu
 *
 * @param x         f32[rows, channels]
 * @param gamma     f32[channels]
 * @param beta      f32[channels]
 * @param mean      f32[channels]
 * @param variance  f32[channels]
 * @param y         f32[rows, channels], overwritten; may be x
 * @param scratch   f32[2, channels]
 */
// biome-ignore format: inputs, output, options
export function batchNormInference(
  x: usize, rows: i32, channels: i32, gamma: usize, beta: usize, mean: usize, variance: usize,
  y: usize,
  epsilon: f32, relu: bool, scratch: usize,
): void {
  const stride = <usize>channels << 2;
  const shift = scratch + stride;
  for (let c: usize = 0; c < stride; c += 4) {
    const scale = load<f32>(gamma + c) * (<f32>1 / sqrt<f32>(load<f32>(variance + c) + epsilon));
    store<f32>(scratch + c, scale);
    store<f32>(shift + c, load<f32>(beta + c) - load<f32>(mean + c) * scale);
  }
  const zero = f32x4.splat(0);
  for (let n = 0; n < rows; n++, x += stride, y += stride) {
    let c: usize = 0;
    for (; c + 16 <= stride; c += 16) {
      const value = f32x4.add(f32x4.mul(v128.load(x + c), v128.load(scratch + c)), v128.load(shift + c));
      v128.store(y + c, relu ? f32x4.max(value, zero) : value);
    }
    for (; c < stride; c += 4) {
      const value = load<f32>(x + c) * load<f32>(scratch + c) + load<f32>(shift + c);
      store<f32>(y + c, relu ? max<f32>(value, 0) : value);
    }
  }
}
