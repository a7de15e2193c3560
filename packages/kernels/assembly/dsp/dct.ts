import { splatAt } from "../common/lanes";
import { cosTurns } from "../common/math";
import { alloc } from "../common/memory";

/** Coefficients that `dct` makes at once, its registers' worth. */
const GROUP = 8;

/** Coefficients that `dct` writes: nMfcc, rounded up to whole groups. */
export function dctLength(nMfcc: i32): i32 {
  return (nMfcc + GROUP - 1) & ~(GROUP - 1);
}

/**
 * Makes the DCT-II for one half of the mels, which stands for both (see `dct`):
 *
 *   basis[c][i] = scales[c] · cos(π c (2i + 1) / (2 nMels))
 *
 * halved for the middle mel of an odd number, which `dct` counts twice; 0 for c >= nMfcc.
 *
 * @param scales  f64[nMfcc]
 * @returns f32[dctLength / 8][⌈nMels / 2⌉][8]
 */
export function planDct(nMels: i32, nMfcc: i32, scales: usize): usize {
  const half = (nMels + 1) >> 1;
  const length = dctLength(nMfcc);
  const basis = alloc((<usize>(half * length)) << 2);
  for (let c = 0; c < length; c++) {
    const scale = c < nMfcc ? load<f64>(scales + ((<usize>c) << 3)) : 0;
    for (let i = 0; i < half; i++) {
      const twice = 2 * i === nMels - 1 ? 0.5 : 1.0;
      const angle = <f64>(c * (2 * i + 1)) / <f64>(4 * nMels);
      const entry = ((c & ~(GROUP - 1)) * half + i * GROUP + (c & (GROUP - 1))) << 2;
      store<f32>(basis + <usize>entry, <f32>(scale * twice * cosTurns(angle)));
    }
  }
  return basis;
}

/**
 * DCT-II of four frames in four lanes, of the values less their mean: mfcc[c] = Σ basis[c][m] · logMel[m].
 *
 * Even coefficients see only the sums logMel[i] + logMel[nMels - 1 - i], odd ones only the differences. The frame's mean
 * has no part in c > 0 and comes back as scales[0] · nMels · mean in c = 0; taking it out first keeps the offset that all log-mels
 * share (-100 dB in silence) out of float32's rounding, the largest error of an MFCC without it.
 *
 * @param logMel  f32[nMels][4]
 * @param basis   by `planDct`
 * @param offset  scales[0] · nMels
 * @param folded  f32[⌈nMels / 2⌉][2][4], scratch
 * @param mfcc    f32[dctLength][4]
 */
// biome-ignore format: one tensor a line
export function dct(
  logMel: usize, nMels: i32, nMfcc: i32,
  basis: usize, offset: f32,
  folded: usize, mfcc: usize,
): void {
  const mean = meanOf(logMel, nMels);
  const foldedEnd = fold(logMel, nMels, mean, folded);

  for (let c = 0, to = mfcc; c < nMfcc; c += GROUP, to += GROUP * 16) {
    let c0 = f32x4.splat(0);
    let c1 = c0;
    let c2 = c0;
    let c3 = c0;
    let c4 = c0;
    let c5 = c0;
    let c6 = c0;
    let c7 = c0;
    for (let i = folded; i < foldedEnd; i += 32, basis += GROUP * 4) {
      const sum = v128.load(i);
      const difference = v128.load(i, 16);
      c0 = f32x4.add(c0, f32x4.mul(sum, splatAt(basis)));
      c1 = f32x4.add(c1, f32x4.mul(difference, splatAt(basis, 4)));
      c2 = f32x4.add(c2, f32x4.mul(sum, splatAt(basis, 8)));
      c3 = f32x4.add(c3, f32x4.mul(difference, splatAt(basis, 12)));
      c4 = f32x4.add(c4, f32x4.mul(sum, splatAt(basis, 16)));
      c5 = f32x4.add(c5, f32x4.mul(difference, splatAt(basis, 20)));
      c6 = f32x4.add(c6, f32x4.mul(sum, splatAt(basis, 24)));
      c7 = f32x4.add(c7, f32x4.mul(difference, splatAt(basis, 28)));
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
  v128.store(mfcc, f32x4.add(v128.load(mfcc), f32x4.mul(mean, f32x4.splat(offset))));
}

/** The mean of n values, lane by lane. */
function meanOf(values: usize, n: i32): v128 {
  let sum = f32x4.splat(0);
  for (const end = values + ((<usize>n) << 4); values < end; values += 16) sum = f32x4.add(sum, v128.load(values));
  return f32x4.div(sum, f32x4.splat(<f32>n));
}

/** Writes the sums, less twice the mean, and the differences of opposite values; returns their end. */
function fold(values: usize, n: i32, mean: v128, folded: usize): usize {
  const twice = f32x4.add(mean, mean);
  for (let last = values + ((<usize>(n - 1)) << 4); values <= last; values += 16, last -= 16, folded += 32) {
    const a = v128.load(values);
    const b = v128.load(last);
    v128.store(folded, f32x4.sub(f32x4.add(a, b), twice));
    v128.store(folded, f32x4.sub(a, b), 16);
  }
  return folded;
}
