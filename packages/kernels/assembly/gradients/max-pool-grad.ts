/**
 * Gradient of 2-D max pooling: each dy goes to the maximum of its window, to the first in reading order if several are
 * equal. Right for maxima of any sign. A window that lies in the padding sends none.
 *
 * @param x   f32[batch, inH, inW, channels]
 * @param dy  f32[batch, outH, outW, channels]
 * @param dx  f32[batch, inH, inW, channels], overwritten; overlaps nothing
 */
// biome-ignore format: one tensor and its shape a line
export function maxPoolGrad(
  x: usize, batch: i32, inH: i32, inW: i32, channels: i32,
  dy: usize, outH: i32, outW: i32,
  dx: usize, kernelH: i32, kernelW: i32,
  strideY: i32, strideX: i32, padTop: i32, padLeft: i32,
): void {
  const pixel = <usize>channels << 2;
  const row = <usize>inW * pixel;
  const image = <usize>inH * row;
  // Windows side by side, as in most networks, write each value once.
  const tiled = kernelH === strideY && kernelW === strideX && outH * kernelH === inH && outW * kernelW === inW;
  if (tiled && (padTop | padLeft) === 0 && (channels & 3) === 0) {
    for (let n = 0; n < batch * outH; n++, x += <usize>kernelH * row, dx += <usize>kernelH * row)
      for (let ox: usize = 0; ox < row; ox += <usize>kernelW * pixel)
        for (let c: usize = 0; c < pixel; c += 16, dy += 16) {
          writeFour(x + ox + c, dx + ox + c, v128.load(dy), <usize>kernelH * row, row, <usize>kernelW * pixel, pixel);
        }
    return;
  }
  memory.fill(dx, 0, <usize>batch * image);
  for (let b = 0; b < batch; b++, x += image, dx += image)
    for (let oy = 0; oy < outH; oy++)
      for (let ox = 0; ox < outW; ox++, dy += pixel) {
        const top = oy * strideY - padTop;
        const left = ox * strideX - padLeft;
        // tfjs lays out a number as padding by the height's window and stride alone: windows may lie beside the image.
        if (top >= inH || left >= inW || top + kernelH <= 0 || left + kernelW <= 0) continue;
        const bottom = <usize>min(inH, top + kernelH) * row;
        const right = <usize>min(inW, left + kernelW) * pixel;
        const start = <usize>max(0, top) * row;
        const side = <usize>max(0, left) * pixel;
        let c: usize = 0;
        for (; c + 16 <= pixel; c += 16) routeFour(x + c, dx + c, v128.load(dy + c), start, bottom, row, side, right, pixel);
        for (; c < pixel; c += 4) routeOne(x + c, dx + c, load<f32>(dy + c), start, bottom, row, side, right, pixel);
      }
}

// biome-ignore format: tensors, the window in bytes
function routeFour(
  x: usize, dx: usize, dy: v128,
  top: usize, bottom: usize, row: usize, left: usize, right: usize, pixel: usize,
): void {
  let largest = f32x4.splat(-Infinity);
  for (let y = top; y < bottom; y += row) {
    for (let at = y + left; at < y + right; at += pixel) largest = f32x4.max(largest, v128.load(x + at));
  }
  let open = i32x4.splat(-1);
  for (let y = top; y < bottom; y += row) {
    for (let at = y + left; at < y + right; at += pixel) {
      const here = v128.and(open, f32x4.eq(v128.load(x + at), largest));
      open = v128.andnot(open, here);
      v128.store(dx + at, f32x4.add(v128.load(dx + at), v128.and(dy, here)));
    }
  }
}

// biome-ignore format: tensors, the window in bytes
function routeOne(
  x: usize, dx: usize, dy: f32,
  top: usize, bottom: usize, row: usize, left: usize, right: usize, pixel: usize,
): void {
  let largest: f32 = -Infinity;
  let where = top + left;
  for (let y = top; y < bottom; y += row) {
    for (let at = y + left; at < y + right; at += pixel) {
      const value = load<f32>(x + at);
      if (value > largest) {
        largest = value;
        where = at;
      }
    }
  }
  store<f32>(dx + where, load<f32>(dx + where) + dy);
}

/** As `routeFour`, of a window that has its values of dx for itself. */
// biome-ignore format: tensors, the window in bytes
function writeFour(
  x: usize, dx: usize, dy: v128, bottom: usize, row: usize, right: usize, pixel: usize,
): void {
  let largest = f32x4.splat(-Infinity);
  for (let y: usize = 0; y < bottom; y += row) {
    for (let at = y; at < y + right; at += pixel) largest = f32x4.max(largest, v128.load(x + at));
  }
  let open = dy;
  for (let y: usize = 0; y < bottom; y += row) {
    for (let at = y; at < y + right; at += pixel) {
      const here = f32x4.eq(v128.load(x + at), largest);
      v128.store(dx + at, v128.and(open, here));
      open = v128.andnot(open, here);
    }
  }
}
