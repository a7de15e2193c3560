import { cosTurns, sinTurns } from "../common/math";

// Generic in the precision T: f32 works on four signals in four lanes, f64 on two in two.

/** Bytes of a complex value of all lanes: their real parts, then their imaginary parts. */
export const COMPLEX: usize = 32;

/** Bytes of the three complex factors of one radix-4 butterfly. */
export function twiddlesBytes<T>(): usize {
  return 6 * sizeof<T>();
}

/**
 * Writes the factors of a butterfly at frequency f whose outputs are spectra of `length` values: exp(-2πi · j · f / length)
 * for j = 1, 2, 3.
 *
 * @param twiddles  T[3][real, imaginary]
 */
export function storeTwiddles<T>(twiddles: usize, f: i32, length: i32): void {
  for (let j = 1; j <= 3; j++, twiddles += 2 * sizeof<T>()) {
    const turns = <f64>(j * f) / <f64>length;
    store<T>(twiddles, <T>cosTurns(turns));
    store<T>(twiddles, <T>-sinTurns(turns), sizeof<T>());
  }
}

/** Re((xr + i·xi) · (wr + i·wi)). Small enough for asc to inline; so is the next. */
export function productReal<T>(xr: v128, xi: v128, wr: v128, wi: v128): v128 {
  return v128.sub<T>(v128.mul<T>(xr, wr), v128.mul<T>(xi, wi));
}

/** Im((xr + i·xi) · (wr + i·wi)). */
export function productImaginary<T>(xr: v128, xi: v128, wr: v128, wi: v128): v128 {
  return v128.add<T>(v128.mul<T>(xr, wi), v128.mul<T>(xi, wr));
}
