/**
 * Gradient of 3-D max pooling: each dy goes to the maximum of its window, to the first in reading order if several are
 * equal. Right for maxima of any sign. A window that lies in the padding sends none.
 *
 * @param x   f32[batch, inD, inH, inW, channels]
 * @param dy  f32[batch, outD, outH, outW, channels]
 * @param dx  f32[batch, inD, inH, inW, channels], overwritten; overlaps nothing
 */
// biome-ignore format: one tensor and its shape a line
export function maxPool3dGrad(
  x: usize, batch: i32, inD: i32, inH: i32, inW: i32, channels: i32,
  dy: usize, outD: i32, outH: i32, outW: i32,
  dx: usize, kernelD: i32, kernelH: i32, kernelW: i32,
  strideZ: i32, strideY: i32, strideX: i32, padFront: i32, padTop: i32, padLeft: i32,
): void {
  const pixel = <usize>channels << 2;
  const row = <usize>inW * pixel;
  const slice = <usize>inH * row;
  const volume = <usize>inD * slice;
  memory.fill(dx, 0, <usize>batch * volume);
  for (let b = 0; b < batch; b++, x += volume, dx += volume)
    for (let oz = 0; oz < outD; oz++)
      for (let oy = 0; oy < outH; oy++)
        for (let ox = 0; ox < outW; ox++, dy += pixel) {
          const front = oz * strideZ - padFront;
          const top = oy * strideY - padTop;
          const left = ox * strideX - padLeft;
          if (front >= inD || top >= inH || left >= inW) continue;
          if (front + kernelD <= 0 || top + kernelH <= 0 || left + kernelW <= 0) continue;
          const back = <usize>min(inD, front + kernelD) * slice;
          const bottom = <usize>min(inH, top + kernelH) * row;
          const right = <usize>min(inW, left + kernelW) * pixel;
          const first = <usize>max(0, front) * slice;
          const start = <usize>max(0, top) * row;
          const side = <usize>max(0, left) * pixel;
          for (let c: usize = 0; c < pixel; c += 4) {
            const at = dx + c + largest(x + c, first, back, slice, start, bottom, row, side, right, pixel);
            store<f32>(at, load<f32>(at) + load<f32>(dy + c));
          }
        }
}

/** Where in a window, all in bytes, the largest value of one channel is. */
// biome-ignore format: from, to and step of each axis
function largest(
  x: usize, front: usize, back: usize, slice: usize, top: usize, bottom: usize, row: usize, left: usize, right: usize, pixel: usize,
): usize {
  let best: f32 = -Infinity;
  let where = front + top + left;
  for (let z = front; z < back; z += slice)
    for (let y = z + top; y < z + bottom; y += row)
      for (let at = y + left; at < y + right; at += pixel) {
        const value = load<f32>(x + at);
        if (value > best) {
          best = value;
          where = at;
        }
      }
  return where;
}
