import type { Random } from "@undertone/core";

// Math.exp, Math.cos and their like differ between engines in the last bits. What is here is made of + - * / and
// Math.floor, which do not, so a synthetic utterance has the same bits everywhere.

const TAU = 2 * Math.PI;
const LOG2_10 = 3.321928094887362;

/** 2^x, to 1e-14 of itself: 2^whole by doubling, 2^fraction by its Taylor series around 0. For |x| below 1000. */
export function power2(x: number): number {
  const whole = Math.floor(x + 0.5);
  const y = (x - whole) * Math.LN2;
  let power = 1;
  for (let degree = 13; degree >= 1; degree--) power = 1 + (power * y) / degree;
  for (let i = 0; i < whole; i++) power *= 2;
  for (let i = 0; i > whole; i--) power /= 2;
  return power;
}

/** cos(2π turns), to 1e-13: folded to a quarter turn, then by its Taylor series around 0. */
export function cosineOfTurns(turns: number): number {
  const offset = turns - Math.floor(turns + 0.5);
  const distance = offset < 0 ? -offset : offset;
  const folded = distance > 0.25 ? 0.5 - distance : distance;
  const square = folded * folded * TAU * TAU;
  let sum = 1;
  for (let degree = 18; degree >= 2; degree -= 2) sum = 1 - (sum * square) / (degree * (degree - 1));
  return distance > 0.25 ? -sum : sum;
}

/** e^x. */
export function exponential(x: number): number {
  return power2(x / Math.LN2);
}

/** The amplitude ratio of a gain: 10^(dB / 20). */
export function amplitudeOfDb(db: number): number {
  return power2((db / 20) * LOG2_10);
}

/** The frequency ratio of an interval in semitones. */
export function ratioOfSemitones(semitones: number): number {
  return power2(semitones / 12);
}

/** Mean 0, variance 1, near to normal, within ±3.47: four uniform draws added. */
export function nearlyNormal(random: Random): number {
  const sum = random.uniform() + random.uniform() + random.uniform() + random.uniform();
  return (sum - 2) * Math.sqrt(3);
}
