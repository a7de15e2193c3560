import { LANES } from "./lane-fft";
// biome-ignore lint/style/useImportType: asc knows no type imports
import { StretchFrames, StretchPlan } from "./stretch-plan";

/** A peak of four times the power it had a hop ago, 6 dB more, begins anew: its phases stay as recorded. */
const ONSET: f64 = 4;

/**
 * Separates the spectra of four pairs of real frames, of which one is the real and one the imaginary part of a transform,
 * and takes the peaks of the first: bins of more power than the two on either side.
 *
 *   2 X[k] = Z[k] + Z*[nFft - k]
 *
 * @param nPeaks  u32[4], out
 */
export function findPeaks(plan: StretchPlan, frames: StretchFrames, nPeaks: usize): void {
  const nBins = 1 + (plan.nFft >> 1);
  let up = plan.positions;
  let down = plan.positions + ((<usize>plan.nFft) << 2);
  let spectrum = frames.spectrum;
  let power = plan.power + 32;
  for (let k = 0; k < nBins; k++, up += 4, down -= 4, spectrum += LANES, power += 16) {
    const a = plan.z + <usize>load<u32>(up);
    const b = plan.z + <usize>load<u32>(down);
    const real = f32x4.add(v128.load(a), v128.load(b));
    const imaginary = f32x4.sub(v128.load(a, 16), v128.load(b, 16));
    v128.store(spectrum, real);
    v128.store(spectrum, imaginary, 16);
    v128.store(power, f32x4.add(f32x4.mul(real, real), f32x4.mul(imaginary, imaginary)));
  }

  v128.store(nPeaks, i32x4.splat(0));
  power = plan.power + 32;
  for (let k = 0; k < nBins; k++, power += 16) {
    const p = v128.load(power);
    const below = f32x4.max(v128.load(power - 16), v128.load(power - 32));
    const above = f32x4.max(v128.load(power, 16), v128.load(power, 32));
    let lanes = i32x4.bitmask(v128.and(f32x4.gt(p, below), f32x4.ge(p, above)));
    for (; lanes; lanes &= lanes - 1) {
      const lane = <i32>ctz(lanes);
      const count = nPeaks + ((<usize>lane) << 2);
      const n = load<i32>(count);
      store<u16>(plan.peaks + ((<usize>(lane * nBins + n)) << 1), <u16>k);
      store<i32>(count, n + 1);
    }
  }
}

/**
 * Says what turns one frame's spectrum so that it continues the frame before, each peak with all bins nearest to it
 * (identity phase locking: Laroche and Dolson, 1999). Since a second frame P, one hop before X, was transformed as well,
 * the phase has advanced by arg(X · P*), and no frequency need be measured:
 *
 *   turn = unit(Y · P*),  Y the turned spectrum of the frame before
 *
 * Both are taken at the peak under Hann's window once more, Y[k] - (Y[k - 1] + Y[k + 1]) / 2, or the next harmonic's leakage,
 * where frames keep step with the voice, would add up to a drift: a voice of 100 Hz is 15 dB cleaner for it.
 *
 * @param before  the frames among which the frame before is
 */
export function lockPhases(
  plan: StretchPlan,
  frames: StretchFrames,
  lane: i32,
  nPeaks: i32,
  before: StretchFrames,
  laneBefore: i32,
): void {
  const nBins = 1 + (plan.nFft >> 1);
  const at = (<usize>lane) << 2;
  const atBefore = (<usize>laneBefore) << 2;
  let peaks = plan.peaks + ((<usize>(lane * nBins)) << 1);
  let turn = frames.turn + at;
  let bin = 0;
  for (let peak = 0; peak < nPeaks; peak++, peaks += 2) {
    const k = <i32>load<u16>(peaks);
    let pr: f64 = 0;
    let pi: f64 = 0;
    let yr: f64 = 0;
    let yi: f64 = 0;
    let powerBefore: f64 = 0;
    for (let j = max(k - 1, 0); j <= min(k + 1, nBins - 1); j++) {
      const a = plan.z + <usize>load<u32>(plan.positions + ((<usize>j) << 2)) + at;
      const b = plan.z + <usize>load<u32>(plan.positions + ((<usize>(plan.nFft - j)) << 2)) + at;
      const real = <f64>load<f32>(a, 16) + <f64>load<f32>(b, 16);
      const imaginary = <f64>load<f32>(b) - <f64>load<f32>(a);
      if (j === k) powerBefore = real * real + imaginary * imaginary;

      const offset = <usize>j * LANES;
      const x = before.spectrum + offset + atBefore;
      const w = before.turn + offset + atBefore;
      const xr = <f64>load<f32>(x);
      const xi = <f64>load<f32>(x, 16);
      const wr = <f64>load<f32>(w);
      const wi = <f64>load<f32>(w, 16);
      const weight: f64 = j === k ? 1 : -0.5;
      pr += weight * real;
      pi += weight * imaginary;
      yr += weight * (xr * wr - xi * wi);
      yi += weight * (xr * wi + xi * wr);
    }

    let real = yr * pr + yi * pi;
    let imaginary = yi * pr - yr * pi;
    const magnitude = sqrt(real * real + imaginary * imaginary);
    const power = <f64>load<f32>(plan.power + 32 + ((<usize>k) << 4) + at);
    const begins = magnitude === 0 || power > ONSET * powerBefore;
    real = begins ? 1 : real / magnitude;
    imaginary = begins ? 0 : imaginary / magnitude;

    const end = peak + 1 < nPeaks ? (k + <i32>load<u16>(peaks, 2) + 1) >> 1 : nBins;
    for (; bin < end; bin++, turn += LANES) {
      store<f32>(turn, <f32>real);
      store<f32>(turn, <f32>imaginary, 16);
    }
  }
}
