/**
 * Copies what one output pixel sees of an image: f32[kernelH, kernelW, channels], zero outside the image.
 *
 * @param image  f32[height, width, channels]
 * @param top    row of the first tap, may lie outside
 * @param left   column of the first tap, may lie outside
 */
// biome-ignore format: the image, the window, where
export function gatherPatch(
  image: usize, height: i32, width: i32, channels: i32,
  kernelH: i32, kernelW: i32, dilationY: i32, dilationX: i32,
  top: i32, left: i32, patch: usize,
): void {
  const pixel = <usize>channels << 2;
  // Taps of one row lie side by side unless they are dilated.
  const taps = dilationX === 1 ? kernelW : 1;
  const run = <usize>taps * pixel;
  for (let ky = 0; ky < kernelH; ky++) {
    const y = top + ky * dilationY;
    const row = image + <usize>(y * width) * pixel;
    for (let kx = 0; kx < kernelW; kx += taps, patch += run) {
      const x = left + kx * dilationX;
      if (<u32>y < <u32>height && x >= 0 && x + taps <= width) copy(patch, row + <usize>x * pixel, run);
      else copyInside(patch, row, x, taps, <u32>y < <u32>height ? width : 0, pixel);
    }
  }
}

/** Adds a patch where `gatherPatch` would have read it; what falls outside the image is dropped. */
// biome-ignore format: the image, the window, where
export function scatterPatch(
  image: usize, height: i32, width: i32, channels: i32,
  kernelH: i32, kernelW: i32, dilationY: i32, dilationX: i32,
  top: i32, left: i32, patch: usize,
): void {
  const pixel = <usize>channels << 2;
  const taps = dilationX === 1 ? kernelW : 1;
  const run = <usize>taps * pixel;
  for (let ky = 0; ky < kernelH; ky++) {
    const y = top + ky * dilationY;
    const row = image + <usize>(y * width) * pixel;
    for (let kx = 0; kx < kernelW; kx += taps, patch += run) {
      if (<u32>y >= <u32>height) continue;
      const x = left + kx * dilationX;
      const first = max(0, -x);
      const last = min(taps, width - x);
      if (first < last) addTo(row + <usize>(x + first) * pixel, patch + <usize>first * pixel, <usize>(last - first) * pixel);
    }
  }
}

/** Copies the taps from x on that lie in a row of `width` pixels, and zeros for the others. */
function copyInside(patch: usize, row: usize, x: i32, taps: i32, width: i32, pixel: usize): void {
  for (let tap = 0; tap < taps; tap++, patch += pixel) {
    if (<u32>(x + tap) < <u32>width) copy(patch, row + <usize>(x + tap) * pixel, pixel);
    else memory.fill(patch, 0, pixel);
  }
}

// memory.copy leaves the compiled code for a call, which costs more than these few vectors.
function copy(target: usize, source: usize, byteLength: usize): void {
  const end = target + byteLength;
  for (; target + 16 <= end; target += 16, source += 16) v128.store(target, v128.load(source));
  for (; target < end; target += 4, source += 4) store<f32>(target, load<f32>(source));
}

function addTo(target: usize, source: usize, byteLength: usize): void {
  const end = target + byteLength;
  for (; target + 16 <= end; target += 16, source += 16) {
    v128.store(target, f32x4.add(v128.load(target), v128.load(source)));
  }
  for (; target < end; target += 4, source += 4) store<f32>(target, load<f32>(target) + load<f32>(source));
}
