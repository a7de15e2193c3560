import { cosTurns, sinTurns } from "../common/math";
import { alloc } from "../common/memory";
import { fftPosition } from "./fft";

// Two offsets, a cosine and a sine.
const ENTRY: usize = 24;

/** Added to every power: a float32 below 1e-38 is subnormal, and the mel sums would be 44 times slower. */
const SMALLEST_POWER: f64 = 1e-30;

/**
 * Makes what `powerSpectrum` reads for each bin k = 1 ... nFft / 4: the byte offsets of Z[k] and Z[nFft / 2 - k] in
 * fft's output, then the cosine and the sine of -2πk / nFft.
 *
 * @returns [u32, u32, f64, f64][nFft / 4]
 */
export function planPowerSpectrum(nFft: i32): usize {
  const half = nFft >> 1;
  const table = alloc(<usize>(nFft >> 2) * ENTRY);
  for (let k = 1, entry = table; k <= half >> 1; k++, entry += ENTRY) {
    const turns = <f64>k / <f64>nFft;
    store<u32>(entry, fftPosition(k, half) << 5);
    store<u32>(entry, fftPosition(half - k, half) << 5, 4);
    store<f64>(entry, cosTurns(turns), 8);
    store<f64>(entry, -sinTurns(turns), 16);
  }
  return table;
}

/**
 * Power spectrum of two real signals from the transform of half their length, whose real parts were the even samples
 * and whose imaginary parts the odd ones. With E and O the transforms of those,
 *
 *   power[k] = |E[k] + e^(-2πik / nFft) · O[k]|² + 1e-30,  2 E[k] = Z[k] + Z*[nFft / 2 - k],  2i O[k] = Z[k] - Z*[nFft / 2 - k]
 *
 * The factor 2 is left to the window, which holds a ½ for it; the first and last bin have none and are doubled here.
 *
 * @param z      f64[nFft / 2][2][2] by `fft`
 * @param table  by `planPowerSpectrum`
 * @param power  f32[1 + nFft / 2][4], of which the first two lanes are written: 8 bytes further, the other two
 */
export function powerSpectrum(z: usize, table: usize, nFft: i32, power: usize): void {
  let last = power + ((<usize>nFft) << 3);
  const sum = f64x2.add(v128.load(z), v128.load(z, 16));
  const difference = f64x2.sub(v128.load(z), v128.load(z, 16));
  const bin0 = f64x2.add(sum, sum);
  const bin1 = f64x2.add(difference, difference);
  storePair(power, f64x2.mul(bin0, bin0));
  storePair(last, f64x2.mul(bin1, bin1));

  for (const end = table + <usize>(nFft >> 2) * ENTRY; table < end; table += ENTRY) {
    power += 16;
    last -= 16;
    const a = z + <usize>load<u32>(table);
    const b = z + <usize>load<u32>(table, 4);
    const ar = v128.load(a);
    const ai = v128.load(a, 16);
    const br = v128.load(b);
    const bi = v128.load(b, 16);
    const evenR = f64x2.add(ar, br);
    const evenI = f64x2.sub(ai, bi);
    const oddR = f64x2.add(ai, bi);
    const oddI = f64x2.sub(br, ar);

    const c = v128.load_splat<f64>(table, 8);
    const s = v128.load_splat<f64>(table, 16);
    const turnedR = f64x2.sub(f64x2.mul(oddR, c), f64x2.mul(oddI, s));
    const turnedI = f64x2.add(f64x2.mul(oddR, s), f64x2.mul(oddI, c));
    storePair(power, squaredMagnitude(f64x2.add(evenR, turnedR), f64x2.add(evenI, turnedI)));
    storePair(last, squaredMagnitude(f64x2.sub(evenR, turnedR), f64x2.sub(evenI, turnedI)));
  }
}

function squaredMagnitude(real: v128, imaginary: v128): v128 {
  return f64x2.add(f64x2.mul(real, real), f64x2.mul(imaginary, imaginary));
}

function storePair(to: usize, pair: v128): void {
  const powers = f64x2.add(pair, f64x2.splat(SMALLEST_POWER));
  v128.store64_lane(to, f32x4.demote_f64x2_zero(powers), 0);
}
