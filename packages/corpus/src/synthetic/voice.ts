import { LABELS, type Label, randomAt } from "@undertone/core";
import { voiceName } from "../adapters/synthetic.ts";
import { nearlyNormal, power2 } from "./arithmetic.ts";
import { drawDeviation, type Expression } from "./expression.ts";

/** One synthetic speaker, in a neutral manner. */
export interface Voice {
  /** "voice-01" */
  name: string;
  kind: "low" | "high" | "child";
  /** mean fundamental frequency, Hz */
  f0: number;
  /** size of pitch excursions, 1 is usual */
  range: number;
  /** formant frequencies over an adult man's */
  formantScale: number;
  /** speaking rate, 1 is usual */
  rate: number;
  /** corner of the glottal spectrum, Hz */
  corner: number;
  /** aspiration noise against the glottal pulse, dB */
  breathDb: number;
  /** standard deviation of a glottal period over its length */
  jitter: number;
  /** level of neutral speech and of the room, dB re full scale */
  levelDb: number;
  roomDb: number;
  /** how this voice's way with each emotion differs from the others' */
  habits: Record<Label, Expression>;
}

/** Near to the means of men, women and children in Peterson & Barney (JASA 24, 1952): fundamental frequency, formants. */
const KINDS = {
  low: { f0: 115, formantScale: 1 },
  high: { f0: 205, formantScale: 1.16 },
  child: { f0: 270, formantScale: 1.3 },
} as const;

/** Voices take turns. */
const TURNS = ["low", "high", "child"] as const;

/** Spread of a voice's habits, in units of the spread from utterance to utterance. */
const HABIT = 0.5;

/**
 * Draws the voice at an index, whatever the size of the corpus.
 *
 * @throws RangeError unless index and seed are whole numbers from 0 to 2³² - 1
 */
export function drawVoice(index: number, seed: number): Voice {
  const random = randomAt(seed, "synthesize", { utterance: index });
  const kind = TURNS[index % TURNS.length];
  const { f0, formantScale } = KINDS[kind];
  const spread = (octaves: number) => power2(octaves * nearlyNormal(random));
  return {
    name: voiceName(index),
    kind,
    f0: f0 * spread(0.12),
    range: spread(0.2),
    formantScale: formantScale * spread(0.04),
    rate: spread(0.07),
    corner: 1500 * spread(0.3),
    breathDb: random.between(-30, -20),
    jitter: 0.006 * spread(0.3),
    levelDb: random.between(-36, -26),
    roomDb: random.between(-76, -62),
    habits: Object.fromEntries(LABELS.map((label) => [label, drawDeviation(HABIT, random)])) as Voice["habits"],
  };
}
