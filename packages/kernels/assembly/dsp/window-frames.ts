import { alloc } from "../common/memory";
import { COMPLEX } from "./butterfly";
import { firstStride } from "./real-fft";

/** Samples that `windowFrames` reads of each frame: winLength, rounded up to whole vectors. */
export function windowedLength(winLength: i32): i32 {
  return (winLength + 3) & ~3;
}

/** Rounds a window to float32. @param window  f64[windowedLength] @returns f32[windowedLength] */
export function roundWindow(window: usize, winLength: i32): usize {
  const length = windowedLength(winLength);
  const rounded = alloc((<usize>length) << 2);
  for (let i = 0; i < length; i++) {
    store<f32>(rounded + ((<usize>i) << 2), <f32>load<f64>(window + ((<usize>i) << 3)));
  }
  return rounded;
}

/**
 * Windows frames into lanes, four of f32 or the first two in f64, as `realFft` takes them: with s its `firstStride`,
 *
 *   z[⌊j / 2⌋ · s + k][j mod 2] = window[j · s + k] · frame[j · s + k],  0 from windowedLength on
 *
 * The frame begins at index 0 and not in the middle of nFft: a shift in time does not change the power spectrum.
 *
 * @param frame0  f32[windowedLength], as the others; finite; they may overlap
 * @param window  T[windowedLength], 0 from winLength on
 * @param z       T[nFft / 2][2][lanes]
 */
// biome-ignore format: one tensor a line
export function windowFrames<T>(
  frame0: usize, frame1: usize, frame2: usize, frame3: usize,
  window: usize, winLength: i32,
  z: usize, nFft: i32,
): void {
  const length = (<usize>windowedLength(winLength)) << 2;
  const stride = (<usize>firstStride(nFft)) << 2;
  const rows = z + ((<usize>nFft) << 4);
  let i: usize = 0;
  let to = z;
  for (let odd: usize = 0; to < rows; odd ^= 16) {
    let at = to + odd;
    for (const end = min(i + stride, length); i < end; ) {
      if (sizeof<T>() === 4) {
        transpose4(frame0 + i, frame1 + i, frame2 + i, frame3 + i, window + i, at);
        i += 16;
        at += 4 * COMPLEX;
      } else {
        transpose2(frame0 + i, frame1 + i, window + 2 * i, at);
        i += 8;
        at += 2 * COMPLEX;
      }
    }
    for (const end = to + (stride << 3); at < end; at += COMPLEX) v128.store(at, f32x4.splat(0));
    if (odd) to += stride << 3;
  }
}

/** Windows four samples of each of four frames, by loads of 16 bytes. */
function transpose4(frame0: usize, frame1: usize, frame2: usize, frame3: usize, window: usize, to: usize): void {
  const taps = v128.load(window);
  const a = f32x4.mul(v128.load(frame0), taps);
  const b = f32x4.mul(v128.load(frame1), taps);
  const c = f32x4.mul(v128.load(frame2), taps);
  const d = f32x4.mul(v128.load(frame3), taps);
  const ac01 = v128.shuffle<f32>(a, c, 0, 4, 1, 5);
  const ac23 = v128.shuffle<f32>(a, c, 2, 6, 3, 7);
  const bd01 = v128.shuffle<f32>(b, d, 0, 4, 1, 5);
  const bd23 = v128.shuffle<f32>(b, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ac01, bd01, 0, 4, 1, 5));
  v128.store(to, v128.shuffle<f32>(ac01, bd01, 2, 6, 3, 7), 32);
  v128.store(to, v128.shuffle<f32>(ac23, bd23, 0, 4, 1, 5), 64);
  v128.store(to, v128.shuffle<f32>(ac23, bd23, 2, 6, 3, 7), 96);
}

/** Windows two samples of each of two frames in float64. */
function transpose2(frame0: usize, frame1: usize, window: usize, to: usize): void {
  const taps = v128.load(window);
  const a = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(frame0)), taps);
  const b = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(frame1)), taps);
  v128.store(to, v128.shuffle<f64>(a, b, 0, 2));
  v128.store(to, v128.shuffle<f64>(a, b, 1, 3), 32);
}
