import { alloc } from "../common/memory";
import { COMPLEX, storeTwiddles, twiddlesBytes } from "./butterfly";

/**
 * Makes the twiddle factors of `fft` in the order of their use: for each radix-4 pass but the first, of length
 * 4 < L < n, and each j < L / 4.
 *
 * @returns T[...][3][real, imaginary]
 */
export function planFft<T>(n: i32): usize {
  let count = 0;
  for (let length = n >> 2; length > 4; length >>= 2) count += length >> 2;
  const twiddles = alloc(<usize>count * twiddlesBytes<T>());

  let entry = twiddles;
  for (let length = n >> 2; length > 4; length >>= 2) {
    for (let j = 0; j < length >> 2; j++, entry += twiddlesBytes<T>()) storeTwiddles<T>(entry, j, length);
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
 * Discrete Fourier transform of complex signals in lanes, unscaled, forward, all but its first pass:
 *
 *   Z[k] = Σ z[m] · exp(-2πi · m · k / n),  left at index fftPosition(k, n)
 *
 * Decimation in frequency: radix-4 passes, of which `firstPass` makes the first, and a last pass of radix 2 where n is no
 * power of four.
 *
 * @param z         T[n][2][lanes], overwritten by the spectrum
 * @param input     T[n][2][lanes] by `firstPass`; z itself, or apart from it
 * @param twiddles  by `planFft`
 * @param n         a power of two, at least 8
 */
export function fft<T>(z: usize, input: usize, twiddles: usize, n: i32): void {
  const end = <usize>n * COMPLEX;
  let length = end >> 2;
  for (; length > 4 * COMPLEX; length >>= 2) {
    const q = length >> 2;
    for (let j: usize = 0; j < q; j += COMPLEX, twiddles += twiddlesBytes<T>()) {
      const w1r = v128.load_splat<T>(twiddles);
      const w1i = v128.load_splat<T>(twiddles, sizeof<T>());
      const w2r = v128.load_splat<T>(twiddles, 2 * sizeof<T>());
      const w2i = v128.load_splat<T>(twiddles, 3 * sizeof<T>());
      const w3r = v128.load_splat<T>(twiddles, 4 * sizeof<T>());
      const w3i = v128.load_splat<T>(twiddles, 5 * sizeof<T>());
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

        const acr = v128.add<T>(ar, cr);
        const aci = v128.add<T>(ai, ci);
        const bdr = v128.add<T>(br, dr);
        const bdi = v128.add<T>(bi, di);
        const a_cr = v128.sub<T>(ar, cr);
        const a_ci = v128.sub<T>(ai, ci);
        const b_dr = v128.sub<T>(br, dr);
        const b_di = v128.sub<T>(bi, di);

        const y1r = v128.add<T>(a_cr, b_di);
        const y1i = v128.sub<T>(a_ci, b_dr);
        const y2r = v128.sub<T>(acr, bdr);
        const y2i = v128.sub<T>(aci, bdi);
        const y3r = v128.sub<T>(a_cr, b_di);
        const y3i = v128.add<T>(a_ci, b_dr);
        const to = z + at;
        v128.store(to, v128.add<T>(acr, bdr));
        v128.store(to, v128.add<T>(aci, bdi), 16);
        v128.store(to + q, productReal<T>(y1r, y1i, w1r, w1i));
        v128.store(to + q, productImaginary<T>(y1r, y1i, w1r, w1i), 16);
        v128.store(to + 2 * q, productReal<T>(y2r, y2i, w2r, w2i));
        v128.store(to + 2 * q, productImaginary<T>(y2r, y2i, w2r, w2i), 16);
        v128.store(to + 3 * q, productReal<T>(y3r, y3i, w3r, w3i));
        v128.store(to + 3 * q, productImaginary<T>(y3r, y3i, w3r, w3i), 16);
      }
    }
    input = z;
  }
  if (length === 4 * COMPLEX) lastPassOf4<T>(z, z + end);
  else lastPassOf2<T>(z, z + end);
}

/** Re((xr + i·xi) · (wr + i·wi)). Small enough for asc to inline; so is the next. */
function productReal<T>(xr: v128, xi: v128, wr: v128, wi: v128): v128 {
  return v128.sub<T>(v128.mul<T>(xr, wr), v128.mul<T>(xi, wi));
}

/** Im((xr + i·xi) · (wr + i·wi)). */
function productImaginary<T>(xr: v128, xi: v128, wr: v128, wi: v128): v128 {
  return v128.add<T>(v128.mul<T>(xr, wi), v128.mul<T>(xi, wr));
}

function lastPassOf4<T>(z: usize, end: usize): void {
  for (; z < end; z += 4 * COMPLEX) {
    const ar = v128.load(z);
    const ai = v128.load(z, 16);
    const br = v128.load(z, 32);
    const bi = v128.load(z, 48);
    const cr = v128.load(z, 64);
    const ci = v128.load(z, 80);
    const dr = v128.load(z, 96);
    const di = v128.load(z, 112);

    const acr = v128.add<T>(ar, cr);
    const aci = v128.add<T>(ai, ci);
    const bdr = v128.add<T>(br, dr);
    const bdi = v128.add<T>(bi, di);
    const a_cr = v128.sub<T>(ar, cr);
    const a_ci = v128.sub<T>(ai, ci);
    const b_dr = v128.sub<T>(br, dr);
    const b_di = v128.sub<T>(bi, di);

    v128.store(z, v128.add<T>(acr, bdr));
    v128.store(z, v128.add<T>(aci, bdi), 16);
    v128.store(z, v128.add<T>(a_cr, b_di), 32);
    v128.store(z, v128.sub<T>(a_ci, b_dr), 48);
    v128.store(z, v128.sub<T>(acr, bdr), 64);
    v128.store(z, v128.sub<T>(aci, bdi), 80);
    v128.store(z, v128.sub<T>(a_cr, b_di), 96);
    v128.store(z, v128.add<T>(a_ci, b_dr), 112);
  }
}

function lastPassOf2<T>(z: usize, end: usize): void {
  for (; z < end; z += 2 * COMPLEX) {
    const ar = v128.load(z);
    const ai = v128.load(z, 16);
    const br = v128.load(z, 32);
    const bi = v128.load(z, 48);
    v128.store(z, v128.add<T>(ar, br));
    v128.store(z, v128.add<T>(ai, bi), 16);
    v128.store(z, v128.sub<T>(ar, br), 32);
    v128.store(z, v128.sub<T>(ai, bi), 48);
  }
}
