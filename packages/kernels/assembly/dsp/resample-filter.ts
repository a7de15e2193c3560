import { cosTurns, sinTurns } from "../common/math";

/** Terms of the Bessel series: what they leave out is below 1e-17 of I₀ at beta = 12. */
const BESSEL_TERMS: i32 = 30;

/**
 * Computes the rows of a polyphase low-pass filter. Row r holds the impulse response for an output that lies r / nPhases
 * of an input sample behind the input at tap nTaps / 2 - 1:
 *
 *   h(t) = sin(2π · cutoff · t) / t · I₀(beta · √(1 - (t / halfWidth)²)),  t = r / nPhases + nTaps / 2 - 1 - tap
 *
 * and 0 beyond halfWidth, each row scaled to the sum 1, so that a constant stays what it is. Kaiser (1974).
 *
 * @param rows       f32[nRows, nTaps], out
 * @param scratch    f64[nTaps]
 * @param nTaps      a multiple of 4, at least 2 · halfWidth
 * @param cutoff     cycles per input sample
 * @param halfWidth  input samples
 */
export function planResampleFilter(
  rows: usize,
  scratch: usize,
  nRows: i32,
  nPhases: i32,
  nTaps: i32,
  cutoff: f64,
  halfWidth: f64,
  beta: f64,
): void {
  const stepSine = sinTurns(cutoff);
  const stepCosine = cosTurns(cutoff);
  for (let row = 0; row < nRows; row++) {
    const first = <f64>row / <f64>nPhases + <f64>(nTaps / 2 - 1);
    kaiserWindow(scratch, nTaps, first, halfWidth, beta);

    let sine = sinTurns(cutoff * first);
    let cosine = cosTurns(cutoff * first);
    let sum: f64 = 0;
    for (let tap = 0; tap < nTaps; tap++) {
      const t = first - <f64>tap;
      const at = scratch + ((<usize>tap) << 3);
      const sinc = abs(t) < 1e-9 ? 2 * Math.PI * cutoff : sine / t;
      const value = sinc * load<f64>(at);
      store<f64>(at, value);
      sum += value;

      const next = sine * stepCosine - cosine * stepSine;
      cosine = cosine * stepCosine + sine * stepSine;
      sine = next;
    }
    for (let tap = 0; tap < nTaps; tap++) {
      store<f32>(rows + ((<usize>(row * nTaps + tap)) << 2), <f32>(load<f64>(scratch + ((<usize>tap) << 3)) / sum));
    }
  }
}

/**
 * I₀(beta · √(1 - (t / halfWidth)²)) for t = first - tap, 0 beyond halfWidth: Σ (y^k / k!²), y = beta² / 4 · (1 - ...),
 * four taps at a time.
 *
 * @param window  f64[nTaps], out
 */
function kaiserWindow(window: usize, nTaps: i32, first: f64, halfWidth: f64, beta: f64): void {
  const scale = f64x2.splat(1 / halfWidth);
  const peak = f64x2.splat((beta * beta) / 4);
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  for (let tap = 0; tap < nTaps; tap += 4) {
    const t = first - <f64>tap;
    const u0 = f64x2.mul(f64x2.replace_lane(f64x2.splat(t), 1, t - 1), scale);
    const u1 = f64x2.mul(f64x2.replace_lane(f64x2.splat(t - 2), 1, t - 3), scale);
    const inside0 = f64x2.sub(one, f64x2.mul(u0, u0));
    const inside1 = f64x2.sub(one, f64x2.mul(u1, u1));
    const y0 = f64x2.mul(peak, f64x2.max(inside0, zero));
    const y1 = f64x2.mul(peak, f64x2.max(inside1, zero));
    let sum0 = one;
    let sum1 = one;
    for (let k = BESSEL_TERMS; k > 0; k--) {
      const weight = f64x2.splat(1 / <f64>(k * k));
      sum0 = f64x2.add(one, f64x2.mul(f64x2.mul(y0, weight), sum0));
      sum1 = f64x2.add(one, f64x2.mul(f64x2.mul(y1, weight), sum1));
    }
    const at = window + ((<usize>tap) << 3);
    v128.store(at, v128.and(sum0, f64x2.gt(inside0, zero)));
    v128.store(at, v128.and(sum1, f64x2.gt(inside1, zero)), 16);
  }
}
