import { cosTurns } from "../common/math";
import { alloc } from "../common/memory";

/** Samples that `windowFrames` reads of each frame: winLength, rounded up to whole vectors. */
export function windowedLength(winLength: i32): i32 {
  return (winLength + 1) & ~1;
}

/**
 * Makes half of the periodic Hann window, w[i] = ½ · (½ - ½ cos(2πi / winLength)), followed by zeros up to
 * `windowedLength`. The outer ½ is the one that `powerSpectrum` would need otherwise; halving is exact.
 *
 * @returns f64[windowedLength]
 */
export function planWindow(winLength: i32): usize {
  const length = windowedLength(winLength);
  const window = alloc((<usize>length) << 3);
  for (let i = 0; i < length; i++) {
    const w = i < winLength ? 0.25 - 0.25 * cosTurns(<f64>i / <f64>winLength) : 0;
    store<f64>(window + ((<usize>i) << 3), w);
  }
  return window;
}

/**
 * Windows two frames into two lanes: windowed[i][lane] = w[i] · frame[i], and zeros from there to nFft. The frame begins at
 * index 0 and not in the middle of nFft: a shift in time does not change the power spectrum. In float64, see `fft`.
 *
 * @param frame0    f32[windowedLength], as the other; they may overlap
 * @param window    by `planWindow`
 * @param windowed  f64[nFft][2]
 */
// biome-ignore format: one tensor a line
export function windowFrames(
  frame0: usize, frame1: usize,
  window: usize, winLength: i32,
  windowed: usize, nFft: i32,
): void {
  const end = windowed + (<usize>nFft << 4);
  for (const last = window + (<usize>windowedLength(winLength) << 3); window < last; window += 16) {
    const w = v128.load(window);
    const a = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(frame0)), w);
    const b = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(frame1)), w);
    v128.store(windowed, v128.shuffle<f64>(a, b, 0, 2));
    v128.store(windowed, v128.shuffle<f64>(a, b, 1, 3), 16);
    frame0 += 8;
    frame1 += 8;
    windowed += 32;
  }
  memory.fill(windowed, 0, end - windowed);
}
