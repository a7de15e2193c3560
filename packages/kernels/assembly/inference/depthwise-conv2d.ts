/**
 * 2-D cross-correlation of each channel with a filter of its own, of an input that already holds its padding, with a bias,
 * then ReLU where `relu`:
 *
 *   y[t, f, c] = bias[c] + Σ filter[i, j, c] · x[t · strideTime + i · dilationTime, f · strideFrequency + j · dilationFrequency, c]
 *
 * summed over i, j in this order.
 *
 * @param x       f32[any, inFrequency, channels], large enough for every position
 * @param filter  f32[kernelTime, kernelFrequency, channels]
 * @param bias    f32[channels]
 * @param y       f32[outTime, outFrequency, channels]; overlaps none
 */
// biome-ignore format: one tensor and its shape a line
export function depthwiseConv2d(
  x: usize, inFrequency: i32, channels: i32,
  filter: usize, bias: usize, kernelTime: i32, kernelFrequency: i32,
  strideTime: i32, strideFrequency: i32, dilationTime: i32, dilationFrequency: i32,
  y: usize, outTime: i32, outFrequency: i32, relu: bool,
): void {
  const pixel = (<usize>channels) << 2;
  const line = <usize>inFrequency * pixel;
  const floor: f32 = relu ? 0 : -Infinity;
  for (let t = 0; t < outTime; t++) {
    for (let f = 0; f < outFrequency; f++, y += pixel) {
      const first = x + <usize>(t * strideTime) * line + <usize>(f * strideFrequency) * pixel;
      let c: usize = 0;
      for (; c + 16 <= pixel; c += 16) {
        let sum = v128.load(bias + c);
        for (let i = 0, w = filter + c; i < kernelTime; i++) {
          let from = first + c + <usize>(i * dilationTime) * line;
          for (let j = 0; j < kernelFrequency; j++, w += pixel, from += <usize>dilationFrequency * pixel) {
            sum = f32x4.add(sum, f32x4.mul(v128.load(from), v128.load(w)));
          }
        }
        v128.store(y + c, f32x4.max(sum, f32x4.splat(floor)));
      }
      for (; c < pixel; c += 4) {
        let sum = load<f32>(bias + c);
        for (let i = 0, w = filter + c; i < kernelTime; i++) {
          let from = first + c + <usize>(i * dilationTime) * line;
          for (let j = 0; j < kernelFrequency; j++, w += pixel, from += <usize>dilationFrequency * pixel) {
            sum += load<f32>(from) * load<f32>(w);
          }
        }
        store<f32>(y + c, max(sum, floor));
      }
    }
  }
}
