import { cosTurns, sinTurns } from "../common/math";
import { alloc } from "../common/memory";
import { fftPosition } from "./fft";

/** Added to every power: a float32 below 1e-38 is subnormal, and the mel sums would be 44 times slower. */
const SMALLEST_POWER: f64 = 1e-30;

/** Bytes of two offsets, a cosine and a sine. */
function entryBytes<T>(): usize {
  return 8 + 2 * sizeof<T>();
}

/**
 * Makes what `powerSpectrum` reads for each bin k = 1 ... nFft / 4: the byte offsets of Z[k] and Z[nFft / 2 - k] in
 * fft's output, then the cosine and the sine of -2πk / nFft.
 *
 * @returns [u32, u32, T, T][nFft / 4]
 */
export function planPowerSpectrum<T>(nFft: i32): usize {
  const half = nFft >> 1;
  const table = alloc(<usize>(nFft >> 2) * entryBytes<T>());
  for (let k = 1, entry = table; k <= half >> 1; k++, entry += entryBytes<T>()) {
    const turns = <f64>k / <f64>nFft;
    store<u32>(entry, fftPosition(k, half) << 5);
    store<u32>(entry, fftPosition(half - k, half) << 5, 4);
    store<T>(entry, <T>cosTurns(turns), 8);
    store<T>(entry, <T>-sinTurns(turns), 8 + sizeof<T>());
  }
  return table;
}

/**
 * Power spectrum of real signals in lanes from the transform of half their length, whose real parts were the even samples
 * and whose imaginary parts the odd ones. With E and O the transforms of those,
 *
 *   power[k] = |E[k] + e^(-2πik / nFft) · O[k]|² + 1e-30,  2 E[k] = Z[k] + Z*[nFft / 2 - k],  2i O[k] = Z[k] - Z*[nFft / 2 - k]
 *
 * The factor 2 is left to the window, which holds a ½ for it; the first and last bin have none and are doubled here.
 *
 * @param z      T[nFft / 2][2][lanes] by `fft`
 * @param table  by `planPowerSpectrum`
 * @param power  f32[1 + nFft / 2][4]: all lanes of f32; of f64 its first lane goes to the first and its second to the one at `second`
 * @param second  byte offset of a lane; f32 ignores it
 * @returns      Σ power[k] of each lane
 */
export function powerSpectrum<T>(z: usize, table: usize, nFft: i32, power: usize, second: usize): v128 {
  let last = power + ((<usize>nFft) << 3);
  const sum = v128.add<T>(v128.load(z), v128.load(z, 16));
  const difference = v128.sub<T>(v128.load(z), v128.load(z, 16));
  const bin0 = v128.add<T>(sum, sum);
  const bin1 = v128.add<T>(difference, difference);
  const power0 = v128.mul<T>(bin0, bin0);
  const power1 = v128.mul<T>(bin1, bin1);
  storePower<T>(power, second, power0);
  storePower<T>(last, second, power1);
  let energy = v128.add<T>(power0, power1);

  for (const end = table + <usize>(nFft >> 2) * entryBytes<T>(); table < end; table += entryBytes<T>()) {
    power += 16;
    last -= 16;
    const a = z + <usize>load<u32>(table);
    const b = z + <usize>load<u32>(table, 4);
    const ar = v128.load(a);
    const ai = v128.load(a, 16);
    const br = v128.load(b);
    const bi = v128.load(b, 16);
    const evenR = v128.add<T>(ar, br);
    const evenI = v128.sub<T>(ai, bi);
    const oddR = v128.add<T>(ai, bi);
    const oddI = v128.sub<T>(br, ar);

    const c = v128.load_splat<T>(table, 8);
    const s = v128.load_splat<T>(table, 8 + sizeof<T>());
    const turnedR = v128.sub<T>(v128.mul<T>(oddR, c), v128.mul<T>(oddI, s));
    const turnedI = v128.add<T>(v128.mul<T>(oddR, s), v128.mul<T>(oddI, c));
    const lower = squaredMagnitude<T>(v128.add<T>(evenR, turnedR), v128.add<T>(evenI, turnedI));
    const upper = squaredMagnitude<T>(v128.sub<T>(evenR, turnedR), v128.sub<T>(evenI, turnedI));
    storePower<T>(power, second, lower);
    storePower<T>(last, second, upper);
    energy = v128.add<T>(energy, v128.add<T>(lower, upper));
  }
  return energy;
}

function squaredMagnitude<T>(real: v128, imaginary: v128): v128 {
  return v128.add<T>(v128.mul<T>(real, real), v128.mul<T>(imaginary, imaginary));
}

function storePower<T>(to: usize, second: usize, power: v128): void {
  const normal = v128.add<T>(power, v128.splat<T>(<T>SMALLEST_POWER));
  if (sizeof<T>() === 4) {
    v128.store(to, normal);
  } else {
    const powers = f32x4.demote_f64x2_zero(normal);
    v128.store32_lane(to, powers, 0);
    v128.store32_lane(to + second, powers, 1);
  }
}
