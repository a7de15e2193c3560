import { cosTurns, sinTurns } from "../common/math";

/** Bytes of a complex value of two lanes: two real parts, then two imaginary parts. */
export const COMPLEX: usize = 32;

/** Bytes of the three complex factors of one radix-4 butterfly. */
export const TWIDDLES: usize = 48;

/**
 * Writes the factors of butterfly j of a pass over `length` values: exp(-2πi · m · j / length) for m = 1, 2, 3.
 *
 * @param twiddles  f64[3][real, imaginary]
 */
export function storeTwiddles(twiddles: usize, j: i32, length: i32): void {
  for (let m = 1; m <= 3; m++, twiddles += 16) {
    const turns = <f64>(m * j) / <f64>length;
    store<f64>(twiddles, cosTurns(turns));
    store<f64>(twiddles, -sinTurns(turns), 8);
  }
}

/**
 * Writes (xr + i·xi) · factor. Small enough for asc to inline.
 *
 * @param to      f64[2][2]
 * @param factor  [real, imaginary], of both lanes
 */
export function storeProduct(to: usize, xr: v128, xi: v128, factor: usize): void {
  const wr = v128.load_splat<f64>(factor);
  const wi = v128.load_splat<f64>(factor, 8);
  v128.store(to, f64x2.sub(f64x2.mul(xr, wr), f64x2.mul(xi, wi)));
  v128.store(to, f64x2.add(f64x2.mul(xr, wi), f64x2.mul(xi, wr)), 16);
}
