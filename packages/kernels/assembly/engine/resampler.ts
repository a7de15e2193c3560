import { alloc, mark, release } from "../common/memory";
import { interpolatedFir, polyphaseFir } from "../dsp/polyphase-fir";
import { planResampleFilter } from "../dsp/resample-filter";
import { makeRoom } from "./room";

// The definition of packages/kernels/src/dsp/resample-filter.ts at quality "standard", number for number.
const ZERO_CROSSINGS: f64 = 128.0 / 3.0;
const CUTOFF: f64 = 0.479;
const BETA: f64 = 12.27;
const N_PHASES: f64 = 1024;
const MAX_EXACT_ROWS: i32 = 1024;
const MAX_EXACT_COEFFICIENTS: i32 = 262144;

let upStep: i32 = 1;
let downStep: i32 = 1;
let nTaps: i32 = 0;
let nPhases: i32 = 0;
let isExact: bool = true;
let rows: usize = 0;

/** Makes the filter from one rate to another, none where they are equal; false if there is no room for it. */
export function planResampler(fromRate: i32, toRate: i32): bool {
  const divisor = greatestCommonDivisor(fromRate, toRate);
  upStep = toRate / divisor;
  downStep = fromRate / divisor;
  nTaps = 0;
  if (fromRate === toRate) return true;

  const slowdown = max<f64>(1, <f64>fromRate / <f64>toRate);
  const halfWidth = ZERO_CROSSINGS * slowdown;
  nTaps = 8 * <i32>ceil(halfWidth / 4);
  isExact = upStep <= MAX_EXACT_ROWS && upStep * nTaps <= MAX_EXACT_COEFFICIENTS;
  nPhases = isExact ? upStep : <i32>ceil(N_PHASES / slowdown);
  const nRows = isExact ? upStep : nPhases + 1;
  const bytes = (<usize>nRows * <usize>nTaps) << 2;
  const scratchBytes = (<usize>nTaps) << 3;
  if (!makeRoom(bytes + scratchBytes + 32)) return false;
  rows = alloc(bytes);
  const end = mark();
  planResampleFilter(rows, alloc(scratchBytes), nRows, nPhases, nTaps, CUTOFF / slowdown, halfWidth, BETA);
  release(end);
  return true;
}

/** Zeros that `resample` writes on either side of its input. */
export function resamplePadding(): i32 {
  return nTaps >> 1;
}

/** Samples that become of n: ⌈n · upStep / downStep⌉. */
export function resampledLength(n: i32): i64 {
  return (<i64>n * <i64>upStep + <i64>downStep - 1) / <i64>downStep;
}

/**
 * Resamples by the filter that was made.
 *
 * @param x  f32[n] with room for `resamplePadding` values on either side
 * @param y  f32[resampledLength]
 */
export function resample(x: usize, n: i32, y: usize): void {
  const padding = (<usize>resamplePadding()) << 2;
  memory.fill(x - padding, 0, padding);
  memory.fill(x + ((<usize>n) << 2), 0, padding);
  const first = x - padding + 4; // nTaps / 2 - 1 samples under the filter lie before an output's own
  const length = <i32>resampledLength(n);
  if (isExact) polyphaseFir(first, y, length, rows, nTaps, upStep, downStep, 0);
  else interpolatedFir(first, y, length, rows, nTaps, nPhases, upStep, downStep, 0);
}

function greatestCommonDivisor(a: i32, b: i32): i32 {
  while (b) {
    const rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}
