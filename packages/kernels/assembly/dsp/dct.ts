import { splatAt } from "../common/lanes";
import { cosTurns } from "../common/math";
import { alloc } from "../common/memory";

/** Coefficients that `dct` makes at once, four odd and four even ones. */
const GROUP = 8;

/** Of a float32's mantissa; and its sign and exponent. */
const FIRST_12_BITS: i32 = ~0xfff;

/** x, but for what its first 12 bits leave. */
export function first12Bits(x: f64): f32 {
  return reinterpret<f32>(reinterpret<i32>(<f32>x) & FIRST_12_BITS);
}

/** Coefficients that `dct` writes: nMfcc, rounded up to whole groups. */
export function dctLength(nMfcc: i32): i32 {
  return (nMfcc + GROUP - 1) & ~(GROUP - 1);
}

/** Values that odd coefficients are sums of: half the mels. */
function oddTerms(nMels: i32): i32 {
  return (nMels + 1) >> 1;
}

/** Values that even coefficients are sums of: a quarter of the mels, or half of an odd number. */
function evenTerms(nMels: i32): i32 {
  return nMels & 1 ? oddTerms(nMels) : (oddTerms(nMels) + 1) >> 1;
}

/** Values of four lanes that `dct` folds mels into. */
export function foldedLength(nMels: i32): i32 {
  return oddTerms(nMels) + 2 * evenTerms(nMels);
}

/**
 * Makes the DCT-II for the part of the mels that stands for all (see `dct`):
 *
 *   basis[c][i] = scales[c] · cos(π c (2i + 1) / (2 nMels))
 *
 * halved for even c where i is its own mirror image, which `dct` counts twice; 0 for c >= nMfcc.
 *
 * @param scales  f64[nMfcc]
 * @returns [f32[oddTerms][4], f32[evenTerms][4]][dctLength / 8]
 */
export function planDct(nMels: i32, nMfcc: i32, scales: usize): usize {
  const odd = oddTerms(nMels);
  const even = evenTerms(nMels);
  const mirrored = nMels & 1 ? nMels : odd;
  const length = dctLength(nMfcc);
  const basis = alloc((<usize>((odd + even) * length)) << 1);
  for (let c = 0; c < length; c++) {
    const scale = c < nMfcc ? load<f64>(scales + ((<usize>c) << 3)) : 0;
    const group = (c & ~(GROUP - 1)) * (odd + even) * 2;
    const column = group + (c & 1 ? 0 : 16 * odd) + 4 * ((c & (GROUP - 1)) >> 1);
    for (let i = 0; i < (c & 1 ? odd : even); i++) {
      const twice = !(c & 1) && 2 * i === mirrored - 1 ? 0.5 : 1.0;
      const angle = <f64>(c * (2 * i + 1)) / <f64>(4 * nMels);
      store<f32>(basis + <usize>(column + 16 * i), <f32>(scale * twice * cosTurns(angle)));
    }
  }
  return basis;
}

/**
 * DCT-II of four frames in four lanes, of the values less their mean: mfcc[c] = Σ basis[c][m] · logMel[m].
 *
 * Odd coefficients see only the differences logMel[i] - logMel[nMels - 1 - i], even ones only the sums; of these every
 * other one sees only sums, too, and the rest only differences: a quarter fewer products. The frame's mean has no part in
 * c > 0 and comes back as scales[0] · nMels · mean in c = 0; taking it out first keeps the offset that all log-mels share
 * (-100 dB in silence) out of float32's rounding, the largest error of an MFCC without it.
 *
 * @param logMel  f32[nMels][4]
 * @param basis   by `planDct`
 * @param high    scales[0] · nMels, its first 12 bits
 * @param low     and its others
 * @param folded  f32[foldedLength][4], scratch
 * @param mfcc    f32[dctLength][4]
 */
// biome-ignore format: one tensor a line
export function dct(
  logMel: usize, nMels: i32, nMfcc: i32,
  basis: usize, high: f32, low: f32,
  folded: usize, mfcc: usize,
): void {
  const mean = meanOf(logMel, nMels);
  const odds = folded;
  const evens = odds + ((<usize>oddTerms(nMels)) << 4);
  const end = evens + ((<usize>evenTerms(nMels)) << 5);
  fold(logMel, nMels, mean, odds, evens, end);

  for (let c = 0, to = mfcc; c < nMfcc; c += GROUP, to += GROUP * 16) {
    let c0 = f32x4.splat(0);
    let c2 = c0;
    let c4 = c0;
    let c6 = c0;
    let c1 = c0;
    let c3 = c0;
    let c5 = c0;
    let c7 = c0;
    for (let i = odds; i < evens; i += 16, basis += 16) {
      const difference = v128.load(i);
      c1 = f32x4.add(c1, f32x4.mul(difference, splatAt(basis)));
      c3 = f32x4.add(c3, f32x4.mul(difference, splatAt(basis, 4)));
      c5 = f32x4.add(c5, f32x4.mul(difference, splatAt(basis, 8)));
      c7 = f32x4.add(c7, f32x4.mul(difference, splatAt(basis, 12)));
    }
    for (let i = evens; i < end; i += 32, basis += 16) {
      const sum = v128.load(i);
      const difference = v128.load(i, 16);
      c0 = f32x4.add(c0, f32x4.mul(sum, splatAt(basis)));
      c2 = f32x4.add(c2, f32x4.mul(difference, splatAt(basis, 4)));
      c4 = f32x4.add(c4, f32x4.mul(sum, splatAt(basis, 8)));
      c6 = f32x4.add(c6, f32x4.mul(difference, splatAt(basis, 12)));
    }
    v128.store(to, c0);
    v128.store(to, c1, 16);
    v128.store(to, c2, 32);
    v128.store(to, c3, 48);
    v128.store(to, c4, 64);
    v128.store(to, c5, 80);
    v128.store(to, c6, 96);
    v128.store(to, c7, 112);
  }
  const rest = f32x4.add(v128.load(mfcc), f32x4.mul(mean, f32x4.splat(low)));
  v128.store(mfcc, f32x4.add(rest, f32x4.mul(mean, f32x4.splat(high))));
}

/** The mean of n values, lane by lane, to 12 bits: its product with 12 others is exact, and C0 is rounded once. */
function meanOf(values: usize, n: i32): v128 {
  let sum = f32x4.splat(0);
  for (const end = values + ((<usize>n) << 4); values < end; values += 16) sum = f32x4.add(sum, v128.load(values));
  return v128.and(f32x4.div(sum, f32x4.splat(<f32>n)), i32x4.splat(FIRST_12_BITS));
}

/**
 * Writes the differences of opposite values to `odds`, and of their sums, less twice the mean, the sums and differences of
 * opposite ones to `evens`; of an odd number of values, each sum twice instead.
 */
function fold(values: usize, n: i32, mean: v128, odds: usize, evens: usize, end: usize): void {
  const twice = f32x4.add(mean, mean);
  let last = values + ((<usize>(n - 1)) << 4);
  let inner = n & 1 ? 0 : (<usize>(oddTerms(n) - 1)) << 4;
  for (; evens < end; values += 16, last -= 16, odds += 16, evens += 32) {
    const a = v128.load(values);
    const b = v128.load(last);
    const sum = f32x4.sub(f32x4.add(a, b), twice);
    v128.store(odds, f32x4.sub(a, b));
    if (n & 1) {
      v128.store(evens, sum);
      v128.store(evens, sum, 16);
      continue;
    }
    const c = v128.load(values + inner);
    const d = v128.load(last - inner);
    const innerSum = f32x4.sub(f32x4.add(c, d), twice);
    v128.store(odds + inner, f32x4.sub(c, d));
    v128.store(evens, f32x4.add(sum, innerSum));
    v128.store(evens, f32x4.sub(sum, innerSum), 16);
    inner -= 32;
  }
}
