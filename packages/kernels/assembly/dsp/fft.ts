import { alloc } from "../common/memory";
import { COMPLEX, storeTwiddles, TWIDDLES } from "./butterfly";

/**
 * Makes the twiddle factors of `fft` in the order of their use: for each radix-4 pass but the first, of length
 * 4 < L < n, and each j < L / 4.
 *
 * @returns f64[...][3][real, imaginary]
 */
export function planFft(n: i32): usize {
  let count = 0;
  for (let length = n >> 2; length > 4; length >>= 2) count += length >> 2;
  const twiddles = alloc(<usize>count * TWIDDLES);

  let entry = twiddles;
  for (let length = n >> 2; length > 4; length >>= 2) {
    for (let j = 0; j < length >> 2; j++, entry += TWIDDLES) storeTwiddles(entry, j, length);
  }
  return twiddles;
}

/** Where `fft` leaves frequency k: its digits in the passes' radices, 4, 4, ... and perhaps 2, reversed. */
export function fftPosition(k: i32, n: i32): i32 {
  let position = 0;
  for (let length = n; length > 1; ) {
    const radix = length > 2 ? 4 : 2;
    length /= radix;
    position += (k % radix) * length;
    k /= radix;
  }
  return position;
}

/**
 * Discrete Fourier transform of two complex signals in two lanes, unscaled, forward, all but its first pass:
 *
 *   Z[k] = Σ z[m] · exp(-2πi · m · k / n),  left at index fftPosition(k, n)
 *
 * Decimation in frequency: radix-4 passes, of which `firstPass` makes the first, and a last pass of radix 2 where n is no
 * power of four. In float64, for a tone's far bins lie 80 dB and more below its peak: float32's rounding there moves an
 * MFCC by 6e-4.
 *
 * @param z         f64[n][2][2], overwritten by the spectrum
 * @param input     f64[n][2][2] by `firstPass`; z itself, or apart from it
 * @param twiddles  by `planFft`
 * @param n         a power of two, at least 8
 */
export function fft(z: usize, input: usize, twiddles: usize, n: i32): void {
  const end = <usize>n * COMPLEX;
  let length = end >> 2;
  for (; length > 4 * COMPLEX; length >>= 2) {
    const q = length >> 2;
    for (let j: usize = 0; j < q; j += COMPLEX, twiddles += TWIDDLES) {
      const w1r = v128.load_splat<f64>(twiddles);
      const w1i = v128.load_splat<f64>(twiddles, 8);
      const w2r = v128.load_splat<f64>(twiddles, 16);
      const w2i = v128.load_splat<f64>(twiddles, 24);
      const w3r = v128.load_splat<f64>(twiddles, 32);
      const w3i = v128.load_splat<f64>(twiddles, 40);
      for (let at = j; at < end; at += length) {
        const from = input + at;
        const ar = v128.load(from);
        const ai = v128.load(from, 16);
        const br = v128.load(from + q);
        const bi = v128.load(from + q, 16);
        const cr = v128.load(from + 2 * q);
        const ci = v128.load(from + 2 * q, 16);
        const dr = v128.load(from + 3 * q);
        const di = v128.load(from + 3 * q, 16);

        const acr = f64x2.add(ar, cr);
        const aci = f64x2.add(ai, ci);
        const bdr = f64x2.add(br, dr);
        const bdi = f64x2.add(bi, di);
        const a_cr = f64x2.sub(ar, cr);
        const a_ci = f64x2.sub(ai, ci);
        const b_dr = f64x2.sub(br, dr);
        const b_di = f64x2.sub(bi, di);

        const y1r = f64x2.add(a_cr, b_di);
        const y1i = f64x2.sub(a_ci, b_dr);
        const y2r = f64x2.sub(acr, bdr);
        const y2i = f64x2.sub(aci, bdi);
        const y3r = f64x2.sub(a_cr, b_di);
        const y3i = f64x2.add(a_ci, b_dr);
        const to = z + at;
        v128.store(to, f64x2.add(acr, bdr));
        v128.store(to, f64x2.add(aci, bdi), 16);
        v128.store(to + q, productReal(y1r, y1i, w1r, w1i));
        v128.store(to + q, productImaginary(y1r, y1i, w1r, w1i), 16);
        v128.store(to + 2 * q, productReal(y2r, y2i, w2r, w2i));
        v128.store(to + 2 * q, productImaginary(y2r, y2i, w2r, w2i), 16);
        v128.store(to + 3 * q, productReal(y3r, y3i, w3r, w3i));
        v128.store(to + 3 * q, productImaginary(y3r, y3i, w3r, w3i), 16);
      }
    }
    input = z;
  }
  if (length === 4 * COMPLEX) lastPassOf4(z, z + end);
  else lastPassOf2(z, z + end);
}

/** Re((xr + i·xi) · (wr + i·wi)). Small enough for asc to inline; so is the next. */
function productReal(xr: v128, xi: v128, wr: v128, wi: v128): v128 {
  return f64x2.sub(f64x2.mul(xr, wr), f64x2.mul(xi, wi));
}

/** Im((xr + i·xi) · (wr + i·wi)). */
function productImaginary(xr: v128, xi: v128, wr: v128, wi: v128): v128 {
  return f64x2.add(f64x2.mul(xr, wi), f64x2.mul(xi, wr));
}

function lastPassOf4(z: usize, end: usize): void {
  for (; z < end; z += 4 * COMPLEX) {
    const ar = v128.load(z);
    const ai = v128.load(z, 16);
    const br = v128.load(z, 32);
    const bi = v128.load(z, 48);
    const cr = v128.load(z, 64);
    const ci = v128.load(z, 80);
    const dr = v128.load(z, 96);
    const di = v128.load(z, 112);

    const acr = f64x2.add(ar, cr);
    const aci = f64x2.add(ai, ci);
    const bdr = f64x2.add(br, dr);
    const bdi = f64x2.add(bi, di);
    const a_cr = f64x2.sub(ar, cr);
    const a_ci = f64x2.sub(ai, ci);
    const b_dr = f64x2.sub(br, dr);
    const b_di = f64x2.sub(bi, di);

    v128.store(z, f64x2.add(acr, bdr));
    v128.store(z, f64x2.add(aci, bdi), 16);
    v128.store(z, f64x2.add(a_cr, b_di), 32);
    v128.store(z, f64x2.sub(a_ci, b_dr), 48);
    v128.store(z, f64x2.sub(acr, bdr), 64);
    v128.store(z, f64x2.sub(aci, bdi), 80);
    v128.store(z, f64x2.sub(a_cr, b_di), 96);
    v128.store(z, f64x2.add(a_ci, b_dr), 112);
  }
}

function lastPassOf2(z: usize, end: usize): void {
  for (; z < end; z += 2 * COMPLEX) {
    const ar = v128.load(z);
    const ai = v128.load(z, 16);
    const br = v128.load(z, 32);
    const bi = v128.load(z, 48);
    v128.store(z, f64x2.add(ar, br));
    v128.store(z, f64x2.add(ai, bi), 16);
    v128.store(z, f64x2.sub(ar, br), 32);
    v128.store(z, f64x2.sub(ai, bi), 48);
  }
}
