import { pow10 } from "./math";

/** 10^(decibels / 10): the ratio of powers, for |decibels| < 3000. */
export function powerRatio(decibels: f64): f64 {
  return pow10(decibels / 10);
}

/** 10^(decibels / 20): the ratio of amplitudes, for |decibels| < 6000. */
export function amplitudeRatio(decibels: f64): f64 {
  return pow10(decibels / 20);
}
