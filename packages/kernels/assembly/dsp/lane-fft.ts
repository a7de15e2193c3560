import { splatAt } from "../common/lanes";
import { cosTurns, sinTurns } from "../common/math";
import { alloc } from "../common/memory";

/** Bytes of one complex value in four lanes: f32[2][4]. */
export const LANES: usize = 32;

/** Bytes of the three twiddle factors of a butterfly: f32[3][real, imaginary]. */
const FACTORS: usize = 24;

/**
 * Makes the twiddle factors of `laneFft` in the order of their use: exp(-2πi · j · r / L) for each pass over lengths
 * L = n, n / 4, ... >= 4, each j < L / 4, and r = 1, 2, 3.
 *
 * @returns f32[...][3][real, imaginary]
 */
export function planLaneFft(n: i32): usize {
  const twiddles = alloc((<usize>n / 2) * FACTORS); // n / 4 + n / 16 + ... < n / 3
  let factor = twiddles;
  for (let length = n; length >= 4; length >>= 2) {
    for (let j = 0; j < length >> 2; j++) {
      for (let r = 1; r < 4; r++, factor += 8) {
        const turns = <f64>(j * r) / <f64>length;
        store<f32>(factor, <f32>cosTurns(turns));
        store<f32>(factor, <f32>-sinTurns(turns), 4);
      }
    }
  }
  return twiddles;
}

/**
 * Discrete Fourier transforms of four complex signals in four lanes, in float32, unscaled, forward and in place, each
 * frequency k left where `planPositions` says. Decimation in frequency: radix-4 passes, and a last one of radix 2 where
 * n is no power of four. With real and imaginary parts exchanged before and after, it is the inverse, n times too large.
 *
 * @param z         f32[n][2][4]
 * @param twiddles  by `planLaneFft`
 * @param n         a power of two, at least 8
 */
export function laneFft(z: usize, twiddles: usize, n: i32): void {
  const end = z + <usize>n * LANES;
  let length = <usize>n * LANES;
  for (; length >= 4 * LANES; length >>= 2) {
    const q = length >> 2;
    for (let j: usize = 0; j < q; j += LANES, twiddles += FACTORS) {
      const w1r = splatAt(twiddles);
      const w1i = splatAt(twiddles, 4);
      const w2r = splatAt(twiddles, 8);
      const w2i = splatAt(twiddles, 12);
      const w3r = splatAt(twiddles, 16);
      const w3i = splatAt(twiddles, 20);
      for (let at = z + j; at < end; at += length) {
        const ar = v128.load(at);
        const ai = v128.load(at, 16);
        const br = v128.load(at + q);
        const bi = v128.load(at + q, 16);
        const cr = v128.load(at + 2 * q);
        const ci = v128.load(at + 2 * q, 16);
        const dr = v128.load(at + 3 * q);
        const di = v128.load(at + 3 * q, 16);
        const acr = f32x4.add(ar, cr);
        const aci = f32x4.add(ai, ci);
        const bdr = f32x4.add(br, dr);
        const bdi = f32x4.add(bi, di);
        const a_cr = f32x4.sub(ar, cr);
        const a_ci = f32x4.sub(ai, ci);
        const b_dr = f32x4.sub(br, dr);
        const b_di = f32x4.sub(bi, di);
        v128.store(at, f32x4.add(acr, bdr));
        v128.store(at, f32x4.add(aci, bdi), 16);
        storeProduct(at + q, f32x4.add(a_cr, b_di), f32x4.sub(a_ci, b_dr), w1r, w1i);
        storeProduct(at + 2 * q, f32x4.sub(acr, bdr), f32x4.sub(aci, bdi), w2r, w2i);
        storeProduct(at + 3 * q, f32x4.sub(a_cr, b_di), f32x4.add(a_ci, b_dr), w3r, w3i);
      }
    }
  }
  if (length === 2 * LANES) lastPass(z, end);
}

/** (xr + i·xi) · (wr + i·wi). Small enough for asc to inline. */
function storeProduct(to: usize, xr: v128, xi: v128, wr: v128, wi: v128): void {
  v128.store(to, f32x4.sub(f32x4.mul(xr, wr), f32x4.mul(xi, wi)));
  v128.store(to, f32x4.add(f32x4.mul(xr, wi), f32x4.mul(xi, wr)), 16);
}

function lastPass(z: usize, end: usize): void {
  for (; z < end; z += 2 * LANES) {
    const ar = v128.load(z);
    const ai = v128.load(z, 16);
    const br = v128.load(z, 32);
    const bi = v128.load(z, 48);
    v128.store(z, f32x4.add(ar, br));
    v128.store(z, f32x4.add(ai, bi), 16);
    v128.store(z, f32x4.sub(ar, br), 32);
    v128.store(z, f32x4.sub(ai, bi), 48);
  }
}
