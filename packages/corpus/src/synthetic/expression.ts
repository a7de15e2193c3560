import type { Label, Random } from "@undertone/core";
import { nearlyNormal } from "./arithmetic.ts";

/**
 * How a voice departs from its own neutral manner. Every cue adds: 0 is neutral, and twice the number is twice as far.
 */
export interface Expression {
  /** mean fundamental frequency, semitones */
  f0: number;
  /** excursions of the fundamental frequency, octaves of their size: 1 doubles them */
  range: number;
  /** the last stretch of the pitch contour, semitones up */
  rise: number;
  /** speaking rate, octaves: 1 doubles it */
  rate: number;
  /** level, dB */
  gain: number;
  /** loudness of stressed vowels over the others, dB */
  emphasis: number;
  /** length of stressed vowels, octaves */
  drawl: number;
  /** corner of the glottal spectrum, octaves up: a tense voice is bright, a lax one dull */
  tension: number;
  /** aspiration noise, dB */
  breath: number;
  /** irregularity of the glottal periods, octaves of its size */
  jitter: number;
  /** depth of a tremor of the fundamental frequency, semitones */
  tremor: number;
  /** all formants, octaves up: a smile shortens the vocal tract, a pout lengthens it */
  formants: number;
}

/**
 * The vocal correlates of emotion. Directions follow the reviews of Scherer ("Vocal affect expression", Psychological
 * Bulletin 99, 1986; "Vocal communication of emotion", Speech Communication 40, 2003) and Juslin & Laukka
 * ("Communication of emotions in vocal expression and music performance", Psychological Bulletin 129, 2003): anger
 * loud, bright, fast, high and irregular; sadness soft, dull, slow, low and narrow; fear high, fast, narrow, unsteady;
 * happiness high, wide, rather loud and bright, formants raised; disgust, where the reviews agree least, low, slow and
 * creaky. Surprise, which they leave out, is high and wide with a final rise. Sizes, and all of `drawl`, are this
 * project's own: chosen with the spreads below so that a small network recognizes most utterances of unseen voices, but
 * not all.
 */
// biome-ignore format: one emotion a line
export const EXPRESSIONS: Readonly<Record<Label, Readonly<Expression>>> = {
  neutral:  { f0: 0, range: 0, rise: 0, rate: 0, gain: 0, emphasis: 0, drawl: 0, tension: 0, breath: 0, jitter: 0, tremor: 0, formants: 0 },
  angry:    { f0: 3, range: 0.4, rise: -1, rate: 0.2, gain: 7, emphasis: 6, drawl: 0, tension: 1.2, breath: -4, jitter: 1, tremor: 0, formants: 0 },
  sad:      { f0: -1.5, range: -1, rise: -0.5, rate: -0.3, gain: -6, emphasis: -2, drawl: 0, tension: -1, breath: 5, jitter: 0.4, tremor: 0, formants: -0.02 },
  fear:     { f0: 5, range: -0.6, rise: 1.5, rate: 0.28, gain: -1, emphasis: 0, drawl: -0.2, tension: -0.2, breath: 4, jitter: 1.3, tremor: 0.8, formants: 0 },
  disgust:  { f0: -2, range: -0.1, rise: -2.5, rate: -0.2, gain: 1, emphasis: 2, drawl: 0.6, tension: 0.3, breath: 0, jitter: 2.2, tremor: 0, formants: -0.07 },
  happy:    { f0: 3.5, range: 1.1, rise: 2, rate: 0.14, gain: 3.5, emphasis: 4, drawl: -0.25, tension: 0.4, breath: -1, jitter: -0.3, tremor: 0, formants: 0.1 },
  surprise: { f0: 4.5, range: 0.9, rise: 9, rate: -0.06, gain: 2, emphasis: 0, drawl: 0.35, tension: 0.1, breath: 3, jitter: 0.2, tremor: 0, formants: 0.02 },
};

/** Standard deviation of each cue, from utterance to utterance: what makes emotions overlap. */
const SPREAD: Readonly<Expression> = {
  f0: 0.5,
  range: 0.12,
  rise: 0.5,
  rate: 0.04,
  gain: 1,
  emphasis: 0.8,
  drawl: 0.06,
  tension: 0.15,
  breath: 1,
  jitter: 0.2,
  tremor: 0.05,
  formants: 0.01,
};

/** Draws how one voice deviates from the table, or one utterance from its voice: normal, `scale` times the spread. */
export function drawDeviation(scale: number, random: Random): Expression {
  return cuewise((cue) => scale * SPREAD[cue] * nearlyNormal(random));
}

/** The cues of `mean`, `strength` times as strong, with all deviations added. */
export function combined(strength: number, mean: Expression, deviations: readonly Expression[]): Expression {
  return cuewise((cue) => deviations.reduce((sum, deviation) => sum + deviation[cue], strength * mean[cue]));
}

const CUES = Object.keys(SPREAD) as (keyof Expression)[];

function cuewise(get: (cue: keyof Expression) => number): Expression {
  return Object.fromEntries(CUES.map((cue) => [cue, get(cue)])) as unknown as Expression;
}
