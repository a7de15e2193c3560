import { sinTurns } from "../common/math";
import { alloc } from "../common/memory";

export const ORTHO: i32 = 0;
export const HTK: i32 = 1;

/**
 * Makes the factors of a DCT's coefficients, lifter included:
 *
 *   unit · norm[c] · (1 + lifter / 2 · sin(π (c + lifterOffset) / lifter))
 *
 * with norm[c] = √((c ? 2 : 1) / nMels) (ORTHO), √(2 / nMels) (HTK Book, 5.6) or 2. The lifter is HTK's (HTK Book, 5.4).
 *
 * @param unit    what the logarithms are yet to be multiplied by: 10 / ln 10 makes decibels of natural ones
 * @param lifter  0: off
 * @returns f64[nMfcc]
 */
// biome-ignore format: one purpose a line
export function planDctScales(
  nMels: i32, nMfcc: i32,
  unit: f64, norm: i32,
  lifter: f64, lifterOffset: i32,
): usize {
  const scales = alloc((<usize>nMfcc) << 3);
  for (let c = 0; c < nMfcc; c++) {
    const scale = unit * normOf(c, nMels, norm);
    const turns = lifter > 0 ? <f64>(c + lifterOffset) / (2 * lifter) : 0;
    store<f64>(scales + ((<usize>c) << 3), scale * (1 + (lifter / 2) * sinTurns(turns)));
  }
  return scales;
}

function normOf(c: i32, nMels: i32, norm: i32): f64 {
  if (norm === ORTHO) return sqrt((c ? 2.0 : 1.0) / <f64>nMels);
  return norm === HTK ? sqrt(2.0 / <f64>nMels) : 2;
}
