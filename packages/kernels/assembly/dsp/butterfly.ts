import { cosTurns, sinTurns } from "../common/math";

// Generic in the precision T: f32 works on four signals in four lanes, f64 on two in two.

/** Bytes of a complex value of all lanes: their real parts, then their imaginary parts. */
export const COMPLEX: usize = 32;

/** Bytes of the three complex factors of one radix-4 butterfly. */
export function twiddlesBytes<T>(): usize {
  return 6 * sizeof<T>();
}

/**
 * Writes the factors of butterfly j of a pass over `length` values: exp(-2πi · m · j / length) for m = 1, 2, 3.
 *
 * @param twiddles  T[3][real, imaginary]
 */
export function storeTwiddles<T>(twiddles: usize, j: i32, length: i32): void {
  for (let m = 1; m <= 3; m++, twiddles += 2 * sizeof<T>()) {
    const turns = <f64>(m * j) / <f64>length;
    store<T>(twiddles, <T>cosTurns(turns));
    store<T>(twiddles, <T>-sinTurns(turns), sizeof<T>());
  }
}

/**
 * Writes (xr + i·xi) · factor. Small enough for asc to inline.
 *
 * @param to      a complex value of all lanes
 * @param factor  T[real, imaginary], of all lanes
 */
export function storeProduct<T>(to: usize, xr: v128, xi: v128, factor: usize): void {
  const wr = v128.load_splat<T>(factor);
  const wi = v128.load_splat<T>(factor, sizeof<T>());
  v128.store(to, v128.sub<T>(v128.mul<T>(xr, wr), v128.mul<T>(xi, wi)));
  v128.store(to, v128.add<T>(v128.mul<T>(xr, wi), v128.mul<T>(xi, wr)), 16);
}
