/**
 * 3-D max pooling: the largest value of each window, of any sign; NaN is left out, as tfjs does; −∞ for a window
 * that lies in the padding or holds nothing else.
 *
 * @param x  f32[batch, inD, inH, inW, channels]
 * @param y  f32[batch, outD, outH, outW, channels], overwritten; overlaps nothing
 */
// biome-ignore format: one tensor and its shape a line
export function maxPool3d(
  x: usize, batch: i32, inD: i32, inH: i32, inW: i32, channels: i32,
  y: usize, outD: i32, outH: i32, outW: i32,
  kernelD: i32, kernelH: i32, kernelW: i32,
  strideZ: i32, strideY: i32, strideX: i32, padFront: i32, padTop: i32, padLeft: i32,
): void {
  const pixel = <usize>channels << 2;
  const volume = <usize>(inD * inH * inW) * pixel;
  for (let b = 0; b < batch; b++, x += volume)
    for (let oz = 0; oz < outD; oz++)
      for (let oy = 0; oy < outH; oy++)
        for (let ox = 0; ox < outW; ox++, y += pixel) {
          fillLowest(y, pixel);
          const front = oz * strideZ - padFront;
          const top = oy * strideY - padTop;
          const left = ox * strideX - padLeft;
          for (let z = max(0, front); z < min(inD, front + kernelD); z++)
            for (let row = max(0, top); row < min(inH, top + kernelH); row++)
              for (let column = max(0, left); column < min(inW, left + kernelW); column++) {
                raise(y, x + <usize>((z * inH + row) * inW + column) * pixel, pixel);
              }
        }
}

function fillLowest(y: usize, byteLength: usize): void {
  for (let c: usize = 0; c < byteLength; c += 4) store<f32>(y + c, -Infinity);
}

/** y = max(y, x), element by element; y where x is NaN. */
function raise(y: usize, x: usize, byteLength: usize): void {
  let c: usize = 0;
  for (; c + 16 <= byteLength; c += 16) v128.store(y + c, f32x4.pmax(v128.load(y + c), v128.load(x + c)));
  for (; c < byteLength; c += 4) {
    const value = load<f32>(x + c);
    if (value > load<f32>(y + c)) store<f32>(y + c, value);
  }
}
