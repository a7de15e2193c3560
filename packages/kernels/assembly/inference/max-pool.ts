import { maximum } from "./elementwise";

/**
 * The largest value of each window and channel; what a window covers outside the input does not count:
 *
 *   y[t, f, c] = max x[t · strideTime − top + i, f · strideFrequency − left + j, c],  0 ≤ i < sizeTime, 0 ≤ j < sizeFrequency
 *
 * @param x  f32[inTime, inFrequency, channels]
 * @param y  f32[outTime, outFrequency, channels]; does not overlap x. Every window must meet the input.
 */
// biome-ignore format: one tensor and its shape a line
export function maxPool(
  x: usize, inTime: i32, inFrequency: i32, channels: i32,
  y: usize, outTime: i32, outFrequency: i32,
  sizeTime: i32, sizeFrequency: i32, strideTime: i32, strideFrequency: i32, top: i32, left: i32,
): void {
  const pixel = (<usize>channels) << 2;
  for (let t = 0; t < outTime; t++) {
    const t0 = max(0, t * strideTime - top);
    const t1 = min(inTime, t * strideTime - top + sizeTime);
    for (let f = 0; f < outFrequency; f++, y += pixel) {
      const f0 = max(0, f * strideFrequency - left);
      const f1 = min(inFrequency, f * strideFrequency - left + sizeFrequency);
      memory.copy(y, x + <usize>(t0 * inFrequency + f0) * pixel, pixel);
      for (let i = t0; i < t1; i++) {
        for (let j = f0; j < f1; j++) maximum(y, x + <usize>(i * inFrequency + j) * pixel, channels);
      }
    }
  }
}
