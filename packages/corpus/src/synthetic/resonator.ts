import { cosineOfTurns, exponential } from "./arithmetic.ts";

/** A second-order resonance whose place can move while it rings; gain 1 at 0 Hz. */
export interface Resonator {
  tune(frequency: number, bandwidth: number): void;
  /** the output for the next sample */
  next(x: number): number;
}

/**
 * The digital resonator of Klatt (JASA 67, 1980), y[n] = a x[n] + b y[n-1] + c y[n-2]:
 *
 *   c = -e^(-2π·bandwidth / sampleRate),  b = 2 e^(-π·bandwidth / sampleRate) cos(2π·frequency / sampleRate),  a = 1 - b - c
 *
 * A resonance above 0.45 of the sample rate is left out: its output is its input.
 */
export function resonator(sampleRate: number): Resonator {
  let [a, b, c] = [1, 0, 0];
  let [y1, y2] = [0, 0];
  return {
    tune(frequency, bandwidth) {
      const audible = frequency < 0.45 * sampleRate;
      const radius = exponential((-Math.PI * bandwidth) / sampleRate);
      c = audible ? -radius * radius : 0;
      b = audible ? 2 * radius * cosineOfTurns(frequency / sampleRate) : 0;
      a = 1 - b - c;
    },
    next(x) {
      const y = a * x + b * y1 + c * y2;
      y2 = y1;
      y1 = y;
      return y;
    },
  };
}
