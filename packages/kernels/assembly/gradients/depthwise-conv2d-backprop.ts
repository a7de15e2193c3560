/**
 * Gradient of a depthwise 2-D convolution with respect to its input, all tensors channels-last:
 *
 *   dx[b, oy·strideY + ky·dilationY − padTop, ox·strideX + kx·dilationX − padLeft, c] +=
 *     dy[b, oy, ox, c·multiplier + m] · filter[ky, kx, c, m]
 *
 * @param dx      f32[batch, inH, inW, channels], overwritten; overlaps nothing
 * @param dy      f32[batch, outH, outW, channels · multiplier]
 * @param filter  f32[kernelH, kernelW, channels, multiplier]
 */
// biome-ignore format: one tensor and its shape a line
export function depthwiseConv2dBackpropInput(
  dx: usize, batch: i32, inH: i32, inW: i32, channels: i32,
  dy: usize, outH: i32, outW: i32,
  filter: usize, kernelH: i32, kernelW: i32, multiplier: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): void {
  memory.fill(dx, 0, <usize>(batch * inH * inW * channels) << 2);
  // biome-ignore format: one tensor and its shape a line
  eachTap(
    false, dx, batch, inH, inW, channels, dy, outH, outW, filter, kernelH, kernelW, multiplier,
    strideY, strideX, dilationY, dilationX, padTop, padLeft,
  );
}

/**
 * Gradient of the same convolution with respect to its filter:
 *
 *   dw[ky, kx, c, m] += x[b, oy·strideY + ky·dilationY − padTop, …, c] · dy[b, oy, ox, c·multiplier + m]
 *
 * @param x   f32[batch, inH, inW, channels]
 * @param dy  f32[batch, outH, outW, channels · multiplier]
 * @param dw  f32[kernelH, kernelW, channels, multiplier], overwritten; overlaps nothing
 */
// biome-ignore format: one tensor and its shape a line
export function depthwiseConv2dBackpropFilter(
  x: usize, batch: i32, inH: i32, inW: i32, channels: i32,
  dy: usize, outH: i32, outW: i32,
  dw: usize, kernelH: i32, kernelW: i32, multiplier: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): void {
  memory.fill(dw, 0, <usize>(kernelH * kernelW * channels * multiplier) << 2);
  // biome-ignore format: one tensor and its shape a line
  eachTap(
    true, x, batch, inH, inW, channels, dy, outH, outW, dw, kernelH, kernelW, multiplier,
    strideY, strideX, dilationY, dilationX, padTop, padLeft,
  );
}

/** Adds every tap's products, to the filter where `toFilter`, else to the image. */
// biome-ignore format: one tensor and its shape a line
function eachTap(
  toFilter: bool,
  image: usize, batch: i32, inH: i32, inW: i32, channels: i32,
  dy: usize, outH: i32, outW: i32,
  filter: usize, kernelH: i32, kernelW: i32, multiplier: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): void {
  const tapBytes = <usize>(channels * multiplier) << 2;
  for (let b = 0; b < batch; b++)
    for (let oy = 0; oy < outH; oy++)
      for (let ox = 0; ox < outW; ox++, dy += tapBytes)
        for (let ky = 0; ky < kernelH; ky++) {
          const iy = oy * strideY + ky * dilationY - padTop;
          if (<u32>iy >= <u32>inH) continue;
          for (let kx = 0; kx < kernelW; kx++) {
            const ix = ox * strideX + kx * dilationX - padLeft;
            if (<u32>ix >= <u32>inW) continue;
            const pixel = image + (<usize>(((b * inH + iy) * inW + ix) * channels) << 2);
            const tap = filter + <usize>(ky * kernelW + kx) * tapBytes;
            if (multiplier === 1) addProducts(toFilter ? tap : pixel, dy, toFilter ? pixel : tap, tapBytes);
            else if (toFilter) addToFilter(tap, dy, pixel, channels, multiplier);
            else addToImage(pixel, dy, tap, channels, multiplier);
          }
        }
}

/** target[i] += a[i] · b[i]. */
function addProducts(target: usize, a: usize, b: usize, byteLength: usize): void {
  let i: usize = 0;
  for (; i + 16 <= byteLength; i += 16) {
    v128.store(target + i, f32x4.add(v128.load(target + i), f32x4.mul(v128.load(a + i), v128.load(b + i))));
  }
  for (; i < byteLength; i += 4) {
    store<f32>(target + i, load<f32>(target + i) + load<f32>(a + i) * load<f32>(b + i));
  }
}

function addToFilter(dw: usize, dy: usize, x: usize, channels: i32, multiplier: i32): void {
  for (let c = 0; c < channels; c++, x += 4) {
    for (let m = 0; m < multiplier; m++, dw += 4, dy += 4) {
      store<f32>(dw, load<f32>(dw) + load<f32>(x) * load<f32>(dy));
    }
  }
}

function addToImage(dx: usize, dy: usize, filter: usize, channels: i32, multiplier: i32): void {
  for (let c = 0; c < channels; c++, dx += 4) {
    for (let m = 0; m < multiplier; m++, filter += 4, dy += 4) {
      store<f32>(dx, load<f32>(dx) + load<f32>(filter) * load<f32>(dy));
    }
  }
}
