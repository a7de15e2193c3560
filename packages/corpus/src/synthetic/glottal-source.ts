import type { Random } from "@undertone/core";
import { exponential, nearlyNormal } from "./arithmetic.ts";

/** How the vocal folds vibrate throughout one utterance. */
export interface Phonation {
  /** corner of the spectrum, Hz */
  corner: number;
  /** share of a period in which the folds are open */
  openQuotient: number;
  /** amplitude of the aspiration noise over the pulse's */
  breath: number;
  /** standard deviation of a period over its length; amplitudes vary four times as much */
  jitter: number;
}

/** A sample of the source, given pitch in Hz, amplitude at that moment, and white noise in ±1. */
export type GlottalSource = (f0: number, voicing: number, noise: number) => number;

/**
 * The derivative of the flow through the vocal folds, the KLGLOTT88 pulse of Klatt & Klatt (JASA 87, 1990):
 *
 *   u'(x) = 2x - 3x²,  x = phase / openQuotient, while the folds are open, else 0
 *
 * through a one-pole low-pass at the corner, with aspiration noise that breathes with the pulse. Period and amplitude
 * are drawn anew in each period (jitter, shimmer).
 */
export function glottalSource(phonation: Phonation, sampleRate: number, random: Random): GlottalSource {
  const { corner, openQuotient, breath, jitter } = phonation;
  const pole = exponential((-2 * Math.PI * corner) / sampleRate);
  let phase = 1;
  let stretch = 1;
  let shimmer = 1;
  let lowPassed = 0;
  return (f0, voicing, noise) => {
    if (phase >= 1) {
      phase -= 1;
      stretch = 1 + jitter * nearlyNormal(random);
      shimmer = 1 + 4 * jitter * nearlyNormal(random);
    }
    const x = phase / openQuotient;
    const open = x < 1;
    const pulse = open ? shimmer * (2 - 3 * x) * x : 0;
    phase += (f0 * stretch) / sampleRate;
    lowPassed = (1 - pole) * pulse + pole * lowPassed;
    return voicing * (lowPassed + breath * (open ? 1 : 0.4) * noise);
  };
}
