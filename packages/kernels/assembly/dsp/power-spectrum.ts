import { splatAt } from "../common/lanes";
import { cosTurns, sinTurns } from "../common/math";
import { alloc } from "../common/memory";
import { fftPosition } from "./fft";

/**
 * Makes what `powerSpectrum` reads for each bin k = 1 ... nFft / 4: the byte offsets of Z[k] and Z[nFft / 2 - k] in
 * fft's output, then the cosine and the sine of -2πk / nFft.
 *
 * @returns [u32, u32, f32, f32][nFft / 4]
 */
export function planPowerSpectrum(nFft: i32): usize {
  const half = nFft >> 1;
  const table = alloc((<usize>nFft) << 2);
  for (let k = 1, entry = table; k <= half >> 1; k++, entry += 16) {
    const turns = <f64>k / <f64>nFft;
    store<u32>(entry, fftPosition(k, half) << 5);
    store<u32>(entry, fftPosition(half - k, half) << 5, 4);
    store<f32>(entry, <f32>cosTurns(turns), 8);
    store<f32>(entry, -(<f32>sinTurns(turns)), 12);
  }
  return table;
}

/**
 * Power spectrum of four real signals from the transform of half their length, whose real parts were the even samples
 * and whose imaginary parts the odd ones. With E and O the transforms of those,
 *
 *   power[k] = |E[k] + e^(-2πik / nFft) · O[k]|²,  2 E[k] = Z[k] + Z*[nFft / 2 - k],  2i O[k] = Z[k] - Z*[nFft / 2 - k]
 *
 * The factor 2 is left to the window, which holds a ½ for it; the first and last bin have none and are doubled here.
 * (|E|² + 2 Re(...) would be shorter and is useless in float32: it cancels.)
 *
 * @param z      f32[nFft / 2][2][4] by `fft`
 * @param table  by `planPowerSpectrum`
 * @param power  f32[1 + nFft / 2][4]
 */
export function powerSpectrum(z: usize, table: usize, nFft: i32, power: usize): void {
  let last = power + ((<usize>nFft) << 3);
  const sum = f32x4.add(v128.load(z), v128.load(z, 16));
  const difference = f32x4.sub(v128.load(z), v128.load(z, 16));
  const bin0 = f32x4.add(sum, sum);
  const bin1 = f32x4.add(difference, difference);
  v128.store(power, f32x4.mul(bin0, bin0));
  v128.store(last, f32x4.mul(bin1, bin1));

  for (const end = table + ((<usize>nFft) << 2); table < end; table += 16) {
    power += 16;
    last -= 16;
    const a = z + <usize>load<u32>(table);
    const b = z + <usize>load<u32>(table, 4);
    const ar = v128.load(a);
    const ai = v128.load(a, 16);
    const br = v128.load(b);
    const bi = v128.load(b, 16);
    const evenR = f32x4.add(ar, br);
    const evenI = f32x4.sub(ai, bi);
    const oddR = f32x4.add(ai, bi);
    const oddI = f32x4.sub(br, ar);

    const c = splatAt(table, 8);
    const s = splatAt(table, 12);
    const turnedR = f32x4.sub(f32x4.mul(oddR, c), f32x4.mul(oddI, s));
    const turnedI = f32x4.add(f32x4.mul(oddR, s), f32x4.mul(oddI, c));
    v128.store(power, squaredMagnitude(f32x4.add(evenR, turnedR), f32x4.add(evenI, turnedI)));
    v128.store(last, squaredMagnitude(f32x4.sub(evenR, turnedR), f32x4.sub(evenI, turnedI)));
  }
}

function squaredMagnitude(real: v128, imaginary: v128): v128 {
  return f32x4.add(f32x4.mul(real, real), f32x4.mul(imaginary, imaginary));
}
