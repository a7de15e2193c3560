import { cosTurns, exp, log } from "../common/math";
import { alloc } from "../common/memory";
import { windowedLength } from "./window-frames";

export const HANN: i32 = 0;
export const HAMMING: i32 = 1;
export const POVEY: i32 = 2;
export const BLACKMAN: i32 = 3;
export const RECTANGULAR: i32 = 4;

/** Kaldi's exponent of the povey window (feat/feature-window.cc). */
const POVEY_EXPONENT: f64 = 0.85;

/**
 * Makes a window times `scale`, of x = i / winLength, or of i / (winLength - 1) where it is symmetric; a window of length 1
 * is 1:
 *
 *   Hann ½ - ½ cos 2πx, Hamming 0.54 - 0.46 cos 2πx, povey Hann^0.85, Blackman 0.42 - ½ cos 2πx + 0.08 cos 4πx, 1
 *
 * @param kind  HANN to RECTANGULAR
 * @returns f64[windowedLength], 0 from winLength on
 */
export function planWindow(kind: i32, symmetric: bool, winLength: i32, scale: f64): usize {
  const window = alloc((<usize>windowedLength(winLength)) << 3);
  const period = <f64>(symmetric ? winLength - 1 : winLength);
  for (let i = 0; i < windowedLength(winLength); i++) {
    const value = i >= winLength ? 0 : winLength === 1 ? 1 : windowAt(kind, <f64>i / period);
    store<f64>(window + ((<usize>i) << 3), scale * value);
  }
  return window;
}

function windowAt(kind: i32, x: f64): f64 {
  const cosine = cosTurns(x);
  if (kind === HAMMING) return 0.54 - 0.46 * cosine;
  if (kind === BLACKMAN) return 0.42 - 0.5 * cosine + 0.08 * cosTurns(2 * x);
  if (kind === RECTANGULAR) return 1;
  const hann = 0.5 - 0.5 * cosine;
  if (kind === HANN) return hann;
  return hann > 0 ? exp(POVEY_EXPONENT * log(hann)) : 0;
}
