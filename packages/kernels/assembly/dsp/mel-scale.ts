import { exp, LN10, log } from "../common/math";

// Slaney's Auditory Toolbox (1998), librosa's default: linear, 200/3 Hz a mel, up to 1000 Hz = 15 mel; from there a
// factor of 6.4 every 27 mel.
const LINEAR_STEP: f64 = 200.0 / 3.0;
const BREAK_HZ: f64 = 1000;
const BREAK_MEL: f64 = 15;
const LOG_FACTOR: f64 = 6.4;
const LOG_STEPS: f64 = 27;

/** Hz to mel; `htk`: 2595 log10(1 + f / 700) (HTK Book, 5.6). */
export function melOfHz(hz: f64, htk: bool): f64 {
  if (htk) return (2595 * log(1 + hz / 700)) / LN10;
  if (hz < BREAK_HZ) return hz / LINEAR_STEP;
  return BREAK_MEL + (log(hz / BREAK_HZ) * LOG_STEPS) / log(LOG_FACTOR);
}

/** Mel to Hz: the inverse of `melOfHz`. */
export function hzOfMel(mel: f64, htk: bool): f64 {
  if (htk) return 700 * (exp((mel * LN10) / 2595) - 1);
  if (mel < BREAK_MEL) return mel * LINEAR_STEP;
  return BREAK_HZ * exp(((mel - BREAK_MEL) * log(LOG_FACTOR)) / LOG_STEPS);
}
