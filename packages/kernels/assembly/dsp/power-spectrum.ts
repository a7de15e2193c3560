import { alloc } from "../common/memory";
import { COMPLEX, productImaginary, productReal, storeTwiddles, twiddlesBytes } from "./butterfly";
import { slotFrequency } from "./real-fft";

const SQRT_HALF: f64 = Math.SQRT1_2;

/** Bytes of two offsets and a butterfly's factors. */
function entryBytes<T>(): usize {
  return 8 + twiddlesBytes<T>();
}

/**
 * Makes what `powerSpectrum` reads for each slot but the first: the byte offsets of frequencies f and nFft / 4 - f, where
 * f, below nFft / 4, is the slot's, then its factors.
 *
 * @returns [u32, u32, T[3][real, imaginary]][nFft / 8 - 1]
 */
export function planPowerSpectrum<T>(nFft: i32): usize {
  const nSlots = nFft >> 3;
  const quarter = nFft >> 2;
  const table = alloc(<usize>(nSlots - 1) * entryBytes<T>());
  for (let slot = 1, entry = table; slot < nSlots; slot++, entry += entryBytes<T>()) {
    const f = slotFrequency(slot, nSlots) & (quarter - 1);
    store<u32>(entry, f << 4);
    store<u32>(entry, (quarter - f) << 4, 4);
    storeTwiddles<T>(entry + 8, f, nFft);
  }
  return table;
}

/**
 * Power spectrum of real signals in lanes: |X[k]|² for k = 0 ... nFft / 2, by the last pass of their FFT, whose outputs so
 * need not leave the registers. The butterfly at f has the outputs f, f + nFft / 4 and, conjugate, nFft / 2 - f and
 * nFft / 4 - f.
 *
 * @param z       T[nFft][lanes] by `realFft`
 * @param table   by `planPowerSpectrum`
 * @param power   f32[1 + nFft / 2][4]: all lanes of f32; of f64 its first lane goes to the first, its second to the one at
 *                `second`
 * @param second  byte offset of a lane; f32 ignores it
 * @returns       Σ power[k] of each lane
 */
export function powerSpectrum<T>(z: usize, table: usize, nFft: i32, power: usize, second: usize): v128 {
  let energy = firstSlotPowers<T>(z, nFft, power, second);
  const quarter = (<usize>nFft) << 2; // bytes of as many powers
  const end = z + ((<usize>nFft) << 4);
  for (z += 4 * COMPLEX; z < end; z += 4 * COMPLEX, table += entryBytes<T>()) {
    const xbr = v128.load(z, 32);
    const xbi = v128.load(z, 48);
    const w1r = v128.load_splat<T>(table, 8);
    const w1i = v128.load_splat<T>(table, 8 + sizeof<T>());
    const br = productReal<T>(xbr, xbi, w1r, w1i);
    const bi = productImaginary<T>(xbr, xbi, w1r, w1i);
    const xdr = v128.load(z, 96);
    const xdi = v128.load(z, 112);
    const w3r = v128.load_splat<T>(table, 8 + 4 * sizeof<T>());
    const w3i = v128.load_splat<T>(table, 8 + 5 * sizeof<T>());
    const dr = productReal<T>(xdr, xdi, w3r, w3i);
    const di = productImaginary<T>(xdr, xdi, w3r, w3i);
    const bdr = v128.add<T>(br, dr);
    const bdi = v128.add<T>(bi, di);
    const b_dr = v128.sub<T>(br, dr);
    const b_di = v128.sub<T>(bi, di);

    const xcr = v128.load(z, 64);
    const xci = v128.load(z, 80);
    const w2r = v128.load_splat<T>(table, 8 + 2 * sizeof<T>());
    const w2i = v128.load_splat<T>(table, 8 + 3 * sizeof<T>());
    const cr = productReal<T>(xcr, xci, w2r, w2i);
    const ci = productImaginary<T>(xcr, xci, w2r, w2i);
    const ar = v128.load(z);
    const ai = v128.load(z, 16);
    const acr = v128.add<T>(ar, cr);
    const aci = v128.add<T>(ai, ci);
    const a_cr = v128.sub<T>(ar, cr);
    const a_ci = v128.sub<T>(ai, ci);

    const up = power + <usize>load<u32>(table);
    const down = power + <usize>load<u32>(table, 4);
    const power0 = squaredMagnitude<T>(v128.add<T>(acr, bdr), v128.add<T>(aci, bdi));
    const power1 = squaredMagnitude<T>(v128.add<T>(a_cr, b_di), v128.sub<T>(a_ci, b_dr));
    const power2 = squaredMagnitude<T>(v128.sub<T>(acr, bdr), v128.sub<T>(aci, bdi));
    const power3 = squaredMagnitude<T>(v128.sub<T>(a_cr, b_di), v128.add<T>(a_ci, b_dr));
    storePower<T>(up, second, power0);
    storePower<T>(up + quarter, second, power1);
    storePower<T>(down + quarter, second, power2);
    storePower<T>(down, second, power3);
    energy = v128.add<T>(energy, v128.add<T>(v128.add<T>(power0, power2), v128.add<T>(power1, power3)));
  }
  return energy;
}

/** Powers at multiples of nFft / 8, of the real values in the first slot; returns their sum. */
function firstSlotPowers<T>(z: usize, nFft: i32, power: usize, second: usize): v128 {
  const a0 = v128.load(z);
  const b0 = v128.load(z, 16);
  const a1 = v128.load(z, 32);
  const b1 = v128.load(z, 48);
  const a2 = v128.load(z, 64);
  const b2 = v128.load(z, 80);
  const a3 = v128.load(z, 96);
  const b3 = v128.load(z, 112);
  const even = v128.add<T>(a0, a2);
  const odd = v128.add<T>(a1, a3);
  const bin0 = v128.add<T>(even, odd);
  const bin4 = v128.sub<T>(even, odd);
  const h = v128.splat<T>(<T>SQRT_HALF);
  const difference = v128.mul<T>(h, v128.sub<T>(b1, b3));
  const sum = v128.mul<T>(h, v128.add<T>(b1, b3));

  const eighth = (<usize>nFft) << 1;
  const power0 = v128.mul<T>(bin0, bin0);
  const power1 = squaredMagnitude<T>(v128.add<T>(b0, difference), v128.add<T>(sum, b2));
  const power2 = squaredMagnitude<T>(v128.sub<T>(a0, a2), v128.sub<T>(a1, a3));
  const power3 = squaredMagnitude<T>(v128.sub<T>(b0, difference), v128.sub<T>(sum, b2));
  const power4 = v128.mul<T>(bin4, bin4);
  storePower<T>(power, second, power0);
  storePower<T>(power + eighth, second, power1);
  storePower<T>(power + 2 * eighth, second, power2);
  storePower<T>(power + 3 * eighth, second, power3);
  storePower<T>(power + 4 * eighth, second, power4);
  return v128.add<T>(v128.add<T>(power0, power4), v128.add<T>(power2, v128.add<T>(power1, power3)));
}

function squaredMagnitude<T>(real: v128, imaginary: v128): v128 {
  return v128.add<T>(v128.mul<T>(real, real), v128.mul<T>(imaginary, imaginary));
}

function storePower<T>(to: usize, second: usize, power: v128): void {
  if (sizeof<T>() === 4) {
    v128.store(to, power);
  } else {
    const powers = f32x4.demote_f64x2_zero(power);
    v128.store32_lane(to, powers, 0);
    v128.store32_lane(to + second, powers, 1);
  }
}
