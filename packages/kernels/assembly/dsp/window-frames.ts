import { cosTurns } from "../common/math";
import { alloc } from "../common/memory";

/** Samples that `windowFrames` reads of each frame: winLength, rounded up to whole vectors. */
export function windowedLength(winLength: i32): i32 {
  return (winLength + 3) & ~3;
}

/**
 * Makes half of the periodic Hann window, w[i] = ½ · (½ - ½ cos(2πi / winLength)), followed by zeros up to
 * `windowedLength`. The outer ½ is the one that `powerSpectrum` would need otherwise; halving is exact.
 *
 * @returns f32[windowedLength]
 */
export function planWindow(winLength: i32): usize {
  const length = windowedLength(winLength);
  const window = alloc((<usize>length) << 2);
  for (let i = 0; i < length; i++) {
    const w = i < winLength ? 0.25 - 0.25 * cosTurns(<f64>i / <f64>winLength) : 0;
    store<f32>(window + ((<usize>i) << 2), <f32>w);
  }
  return window;
}

/**
 * Windows four frames into four lanes: windowed[i][lane] = w[i] · frame[i], and zeros from there to nFft. The frame
 * begins at index 0 and not in the middle of nFft: a shift in time does not change the power spectrum.
 *
 * @param frame0    f32[windowedLength], as the other three; they may overlap
 * @param window    by `planWindow`
 * @param windowed  f32[nFft][4]
 */
// biome-ignore format: one tensor a line
export function windowFrames(
  frame0: usize, frame1: usize, frame2: usize, frame3: usize,
  window: usize, winLength: i32,
  windowed: usize, nFft: i32,
): void {
  const bytes = (<usize>windowedLength(winLength)) << 2;
  for (let i: usize = 0; i < bytes; i += 16) {
    const w = v128.load(window + i);
    const a = f32x4.mul(v128.load(frame0 + i), w);
    const b = f32x4.mul(v128.load(frame1 + i), w);
    const c = f32x4.mul(v128.load(frame2 + i), w);
    const d = f32x4.mul(v128.load(frame3 + i), w);
    const ac01 = v128.shuffle<f32>(a, c, 0, 4, 1, 5);
    const ac23 = v128.shuffle<f32>(a, c, 2, 6, 3, 7);
    const bd01 = v128.shuffle<f32>(b, d, 0, 4, 1, 5);
    const bd23 = v128.shuffle<f32>(b, d, 2, 6, 3, 7);
    const to = windowed + (i << 2);
    v128.store(to, v128.shuffle<f32>(ac01, bd01, 0, 4, 1, 5));
    v128.store(to, v128.shuffle<f32>(ac01, bd01, 2, 6, 3, 7), 16);
    v128.store(to, v128.shuffle<f32>(ac23, bd23, 0, 4, 1, 5), 32);
    v128.store(to, v128.shuffle<f32>(ac23, bd23, 2, 6, 3, 7), 48);
  }
  memory.fill(windowed + (bytes << 2), 0, ((<usize>nFft) << 4) - (bytes << 2));
}
