import type { Random } from "@undertone/core";
import { amplitudeOfDb, cosineOfTurns, nearlyNormal, power2, ratioOfSemitones } from "./arithmetic.ts";
import type { Expression } from "./expression.ts";
import type { Phone, Sound } from "./sentence.ts";
import type { Voice } from "./voice.ts";

/** Control frames a second. */
export const FRAME_RATE = 200;

/** What source and vocal tract are told, FRAME_RATE times a second: one number a frame in each track. */
export interface Score {
  nFrames: number;
  /** Hz */
  f0: Float64Array;
  /** five tracks, Hz */
  formants: Float64Array[];
  /** amplitude of the glottal pulse */
  voicing: Float64Array;
  /** amplitude of the noise of a constriction, and its resonance in Hz */
  frication: Float64Array;
  fricationHz: Float64Array;
}

/** The fourth and fifth formant of an adult man, Hz (Klatt 1980). */
const UPPER_FORMANTS = [3300, 3750];

/** Seconds of speech, at least and at most; a longer or shorter utterance is scaled as a whole. */
const SPEECH_SECONDS = [0.98, 1.62];

/**
 * Decides when each sound is made and how pitch runs: near-silence, the sounds, near-silence. Pitch falls along a
 * declination line, rises to an accent in each stressed vowel, and ends in a rise or fall over the last fifth.
 */
export function scoreOf(sentence: readonly Sound[], voice: Voice, expression: Expression, random: Random): Score {
  const head = silentFrames(random);
  const lengths = soundLengths(sentence, voice.rate * power2(expression.rate), power2(expression.drawl), random);
  const speech = lengths.reduce((sum, length) => sum + length, 0);
  const nFrames = head + speech + silentFrames(random);

  const soundAt = lengths.flatMap((length, i) => new Array<Sound>(length).fill(sentence[i]));
  // Before the first sound and after the last the articulators are in their places, but make no noise.
  const place = (get: (phone: Phone) => number): Float64Array =>
    smoothed(
      Float64Array.from({ length: nFrames }, (_, frame) =>
        get(soundAt[Math.min(Math.max(frame - head, 0), speech - 1)].phone),
      ),
    );
  const strength = (get: (sound: Sound) => number): Float64Array => {
    const values = new Float64Array(nFrames);
    values.set(soundAt.map(get), head);
    return smoothed(values);
  };
  const emphasis = amplitudeOfDb(expression.emphasis);
  const scale = voice.formantScale * power2(expression.formants);
  const formants = [0, 1, 2].map((i) => place((phone) => phone.formants[i] * scale));
  for (const hz of UPPER_FORMANTS) formants.push(new Float64Array(nFrames).fill(hz * scale));
  return {
    nFrames,
    f0: pitch(sentence, lengths, head, nFrames, voice, expression, random),
    formants,
    voicing: strength(({ phone, stressed }) => phone.voicing * (stressed ? emphasis : 1)),
    // Effort drives the breath as it drives the voice: constrictions are louder in a tense voice.
    frication: strength(({ phone }) => phone.frication * power2(expression.tension)),
    fricationHz: place((phone) => phone.fricationHz),
  };
}

/** 0.13 to 0.17 s. */
const silentFrames = (random: Random) => 26 + random.below(9);

/** Frames of each sound; the last sound is drawn out, and each varies by 8 %. */
function soundLengths(sentence: readonly Sound[], rate: number, drawl: number, random: Random): number[] {
  const seconds = sentence.map(({ phone, stressed }, i) => {
    const longer = (stressed ? drawl : 1) * (i === sentence.length - 1 ? 1.4 : 1);
    return (phone.duration / 1000 / rate) * longer * (1 + 0.08 * nearlyNormal(random));
  });
  const total = seconds.reduce((sum, length) => sum + length, 0);
  const fitted = Math.min(Math.max(total, SPEECH_SECONDS[0]), SPEECH_SECONDS[1]) / total;
  return seconds.map((length) => Math.max(2, Math.floor(length * fitted * FRAME_RATE + 0.5)));
}

/** Semitones of fall along a neutral utterance, of a neutral accent, and of the neutral end. */
const DECLINATION = 4;
const ACCENT = 3;
const FINAL_FALL = 1.5;
/** Tremor lies at 6 to 8 Hz. */
const TREMOR_HZ = 7;

function pitch(
  sentence: readonly Sound[],
  lengths: readonly number[],
  head: number,
  nFrames: number,
  voice: Voice,
  expression: Expression,
  random: Random,
): Float64Array {
  const size = voice.range * power2(expression.range);
  const speech = lengths.reduce((sum, length) => sum + length, 0);
  const semitones = new Float64Array(nFrames);
  const tremorStart = random.uniform();
  for (let frame = 0; frame < nFrames; frame++) {
    const along = Math.min(Math.max((frame - head) / speech, 0), 1);
    const final = Math.max(0, 5 * along - 4);
    const tremor = Math.max(0, expression.tremor) * cosineOfTurns((TREMOR_HZ * frame) / FRAME_RATE + tremorStart);
    semitones[frame] =
      expression.f0 +
      DECLINATION * size * (0.5 - along) +
      (expression.rise - FINAL_FALL * size) * final * final +
      tremor;
  }
  let frame = head;
  for (const [i, { stressed, phone }] of sentence.entries()) {
    const height = (stressed ? ACCENT : 0) * size * (1 + 0.3 * nearlyNormal(random)) + 0.3 * nearlyNormal(random);
    if (phone.voicing > 0) for (let k = 0; k < lengths[i]; k++) semitones[frame + k] += height;
    frame += lengths[i];
  }
  // Twice: accents are as wide as a syllable, not as a frame.
  return smoothed(smoothed(semitones)).map((interval) => voice.f0 * ratioOfSemitones(interval));
}

/** Averages over 9 frames, twice: articulators take some 40 ms to get from one place to the next. */
function smoothed(values: Float64Array): Float64Array {
  return boxed(boxed(values));
}

function boxed(values: Float64Array): Float64Array {
  const last = values.length - 1;
  return values.map((_, i) => {
    let sum = 0;
    for (let offset = -4; offset <= 4; offset++) sum += values[Math.min(Math.max(i + offset, 0), last)];
    return sum / 9;
  });
}
