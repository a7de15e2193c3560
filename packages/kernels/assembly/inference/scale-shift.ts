/**
 * Scales and shifts each channel: y[p, c] = x[p, c] · scale[c] + shift[c].
 *
 * @param x      f32[nPositions, channels]
 * @param scale  f32[channels]
 * @param shift  f32[channels]
 * @param y      f32[nPositions, channels], may be x
 */
export function scaleShift(x: usize, nPositions: i32, channels: i32, scale: usize, shift: usize, y: usize): void {
  const length = (<usize>channels) << 2;
  for (let p = 0; p < nPositions; p++, x += length, y += length) {
    let c: usize = 0;
    for (; c + 16 <= length; c += 16) {
      v128.store(y + c, f32x4.add(f32x4.mul(v128.load(x + c), v128.load(scale + c)), v128.load(shift + c)));
    }
    for (; c < length; c += 4) {
      store<f32>(y + c, load<f32>(x + c) * load<f32>(scale + c) + load<f32>(shift + c));
    }
  }
}
