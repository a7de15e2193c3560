import { COMPLEX } from "./butterfly";
import { firstStride } from "./real-fft";

/**
 * Conditions two frames in two lanes, as Kaldi (feat/feature-window.cc) and HTK do: subtracts their means, then
 * pre-emphasizes, then windows,
 *
 *   window[i] · (x[i] - mean - preEmphasis · (x[i - 1] - mean)),  x[-1] = x[0]
 *
 * all in float64: a lifter multiplies by up to 12 what float32's rounding would leave in the bins far from a tone.
 *
 * @param frame0       f32[winLength], as the other; finite; they may overlap
 * @param removeDc     whether means are subtracted
 * @param preEmphasis  0: off
 * @param window       f64[winLength]
 * @param z            f64[nFft][2], in the order of `windowFrames`, 0 from winLength on
 */
// biome-ignore format: one tensor a line
export function conditionFrames(
  frame0: usize, frame1: usize, winLength: i32,
  removeDc: bool, preEmphasis: f64,
  window: usize, z: usize, nFft: i32,
): void {
  const mean = removeDc ? meansOf(frame0, frame1, winLength) : f64x2.splat(0);
  const share = f64x2.splat(preEmphasis);
  const end = frame0 + ((<usize>winLength) << 2);
  const stride = (<usize>firstStride(nFft)) << 2;
  const zEnd = z + ((<usize>nFft) << 4);
  let before = f64x2.sub(pairAt(frame0, frame1), mean);
  for (let odd: usize = 0; z < zEnd; odd ^= 16) {
    let at = z + odd;
    const inputEnd = min(frame0 + stride, end);
    for (; frame0 < inputEnd; frame0 += 4, frame1 += 4, window += 8, at += COMPLEX) {
      const x = f64x2.sub(pairAt(frame0, frame1), mean);
      v128.store(at, f64x2.mul(f64x2.sub(x, f64x2.mul(share, before)), v128.load_splat<f64>(window)));
      before = x;
    }
    for (const rowEnd = z + (stride << 3); at < rowEnd; at += COMPLEX) v128.store(at, f64x2.splat(0));
    if (odd) z += stride << 3;
  }
}

/** The means of two frames, f32[winLength] each. */
export function meansOf(frame0: usize, frame1: usize, winLength: i32): v128 {
  let sum = f64x2.splat(0);
  for (const end = frame0 + ((<usize>winLength) << 2); frame0 < end; frame0 += 4, frame1 += 4) {
    sum = f64x2.add(sum, pairAt(frame0, frame1));
  }
  return f64x2.div(sum, f64x2.splat(<f64>winLength));
}

/** One sample of each of two frames. */
export function pairAt(frame0: usize, frame1: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load32_lane(frame1, v128.load32_zero(frame0), 1));
}
