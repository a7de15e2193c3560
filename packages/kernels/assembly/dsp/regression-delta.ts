import { alloc } from "../common/memory";

/**
 * Regression coefficients along time (HTK Book, 5.9), a step being one frame. With h = (width - 1) / 2 and rows beyond the
 * ends those at the ends,
 *
 *   order 1: Σ w[k] · x[t + k],  w[k] = k / Σ 2j² (j = 1 ... h),  k = -h ... h
 *   order 2: Σ w[k] · Σ w[j] · x[t + k + j], as one filter over x, as Kaldi makes it (feat/feature-functions.cc)
 *
 * in float64, rounded once. HTK's accelerations are order 1 of order 1.
 *
 * @param x      f32[nFrames][rowLength], of which the first `columns` are read
 * @param to     as x; may be the same rows further right
 * @param width  odd, at least 3
 */
// biome-ignore format: one tensor a line
export function regressionDelta(
  x: usize, nFrames: i32, columns: i32, rowLength: i32,
  to: usize, width: i32, order: i32,
): void {
  const h = (width - 1) >> 1;
  const reach = order * h;
  const weights = planWeights(h, order);
  const row = (<usize>rowLength) << 2;
  for (let t = 0; t < nFrames; t++) {
    for (let c: usize = 0; c < (<usize>columns) << 2; c += 4) {
      let sum: f64 = 0;
      for (let k = -reach; k <= reach; k++) {
        const other = <usize>min(max(t + k, 0), nFrames - 1);
        sum += load<f64>(weights + ((<usize>(k + reach)) << 3)) * <f64>load<f32>(x + other * row + c);
      }
      store<f32>(to + <usize>t * row + c, <f32>sum);
    }
  }
}

/** The filter of an order, f64[2 · order · h + 1], for the caller to release. */
function planWeights(h: i32, order: i32): usize {
  const reach = order * h;
  const weights = alloc((<usize>(2 * reach + 1)) << 3);
  const divisor = <f64>(h * (h + 1) * (2 * h + 1)) / 3;
  for (let k = -reach; k <= reach; k++) {
    let weight = <f64>k;
    if (order === 2) {
      weight = 0;
      for (let j = max(-h, k - h); j <= min(h, k + h); j++) weight += <f64>(j * (k - j)) / divisor;
    }
    store<f64>(weights + ((<usize>(k + reach)) << 3), weight / divisor);
  }
  return weights;
}
