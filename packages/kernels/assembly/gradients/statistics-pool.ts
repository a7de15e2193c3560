import { channelMoments } from "./channel-moments";

/** Keeps the root of a channel that never changes away from zero, where its slope is infinite. */
const FLOOR: f32 = 1e-5;

/**
 * Mean of every channel and, where `deviation`, √(variance + 1e-5) behind the means.
 *
 * @param x       f32[rows, channels]
 * @param pooled  f32[channels] or f32[2, channels], overwritten
 * @param scratch f32[channels]
 */
export function statisticsPool(
  x: usize,
  rows: i32,
  channels: i32,
  pooled: usize,
  deviation: bool,
  scratch: usize,
): void {
  const stride = (<usize>channels) << 2;
  channelMoments(x, rows, channels, pooled, deviation ? pooled + stride : scratch);
  if (!deviation) return;
  pooled += stride;
  for (let c: usize = 0; c < stride; c += 4) store<f32>(pooled + c, sqrt<f32>(load<f32>(pooled + c) + FLOOR));
}

/**
 * Gradient of `statisticsPool`:
 *
 *   dx[n, c] = (dmean[c] + ddeviation[c] · (x[n, c] − mean[c]) / deviation[c]) / rows
 *
 * @param x       f32[rows, channels]
 * @param pooled  f32[channels] or f32[2, channels], of the forward pass
 * @param dpooled as pooled
 * @param dx      f32[rows, channels], overwritten
 * @param scratch f32[2, channels]
 */
// biome-ignore format: inputs, outputs, options
export function statisticsPoolBackprop(
  x: usize, rows: i32, channels: i32, pooled: usize, dpooled: usize,
  dx: usize, deviation: bool, scratch: usize,
): void {
  const stride = <usize>channels << 2;
  const slope = scratch + stride;
  const inverse = <f32>1 / <f32>rows;
  for (let c: usize = 0; c < stride; c += 4) {
    const s = deviation ? (load<f32>(dpooled + stride + c) / load<f32>(pooled + stride + c)) * inverse : 0;
    store<f32>(slope + c, s);
    store<f32>(scratch + c, load<f32>(dpooled + c) * inverse);
  }
  for (let n = 0; n < rows; n++, x += stride, dx += stride) {
    let c: usize = 0;
    for (; c + 16 <= stride; c += 16) {
      const centered = f32x4.sub(v128.load(x + c), v128.load(pooled + c));
      v128.store(dx + c, f32x4.add(v128.load(scratch + c), f32x4.mul(centered, v128.load(slope + c))));
    }
    for (; c < stride; c += 4) {
      const centered = load<f32>(x + c) - load<f32>(pooled + c);
      store<f32>(dx + c, load<f32>(scratch + c) + centered * load<f32>(slope + c));
    }
  }
}
