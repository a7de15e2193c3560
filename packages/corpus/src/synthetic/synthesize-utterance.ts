import type { Label, Random, Waveform } from "@undertone/core";
import { amplitudeOfDb, power2 } from "./arithmetic.ts";
import { combined, drawDeviation, EXPRESSIONS, type Expression } from "./expression.ts";
import { glottalSource, type Phonation } from "./glottal-source.ts";
import { resonator } from "./resonator.ts";
import { FRAME_RATE, type Score, scoreOf } from "./score.ts";
import { SENTENCES } from "./sentence.ts";
import type { Voice } from "./voice.ts";

export interface SynthesisOptions {
  voice: Voice;
  label: Label;
  /** which of the sentences, from 0 */
  sentence: number;
  /** Hz, 8000 to 48000; default 16000 */
  sampleRate?: number;
  /** where timing, pitch, expression and noise are drawn from */
  random: Random;
}

/** Formant bandwidths, Hz (Klatt 1980). */
const BANDWIDTHS = [60, 90, 150, 200, 250];
const FRICATION_BANDWIDTH = 1200;

/** How strongly an utterance expresses its emotion, at least and at most; 1 is as in the table. */
const STRENGTH = [0.8, 1.3];

/**
 * Speaks a sentence with an emotion: 1.2 to 2 s, near-silent at both ends, within ±1, in steps of 1/32768 so that a
 * 16-bit WAV keeps every sample. The same bits in every engine.
 *
 * @throws RangeError if sentence is not the index of a sentence, or sampleRate not whole or out of bounds
 */
export function synthesizeUtterance(options: SynthesisOptions): Waveform {
  const { voice, label, sentence, sampleRate = 16_000, random } = options;
  if (!(sentence in SENTENCES)) {
    throw new RangeError(`sentence is ${sentence}, expected a whole number from 0 to ${SENTENCES.length - 1}`);
  }
  if (!Number.isInteger(sampleRate) || sampleRate < 8000 || sampleRate > 48_000) {
    throw new RangeError(`sampleRate is ${sampleRate}, expected a whole number from 8000 to 48000 Hz`);
  }
  const strength = random.between(STRENGTH[0], STRENGTH[1]);
  const expression = combined(strength, EXPRESSIONS[label], [voice.habits[label], drawDeviation(1, random)]);
  const score = scoreOf(SENTENCES[sentence], voice, expression, random);
  const speech = spoken(score, phonationOf(voice, expression), sampleRate, random);
  return { samples: recorded(speech, voice.levelDb + expression.gain, voice.roomDb, random), sampleRate };
}

function phonationOf(voice: Voice, { tension, breath, jitter }: Expression): Phonation {
  return {
    corner: voice.corner * power2(tension),
    // 0.6 is usual, and tense voices are open for a smaller part of the period (Klatt & Klatt 1990).
    openQuotient: Math.min(Math.max(0.6 - 0.12 * tension, 0.35), 0.85),
    breath: amplitudeOfDb(voice.breathDb + breath),
    jitter: Math.min(voice.jitter * power2(jitter), 0.04),
  };
}

/** Source through vocal tract: formants in a cascade, and the noise of constrictions beside it. */
function spoken(score: Score, phonation: Phonation, sampleRate: number, random: Random): Float64Array {
  const hop = Math.round(sampleRate / FRAME_RATE);
  const samples = new Float64Array(score.nFrames * hop);
  const source = glottalSource(phonation, sampleRate, random);
  const tract = BANDWIDTHS.map(() => resonator(sampleRate));
  const constriction = resonator(sampleRate);

  for (let frame = 0; frame < score.nFrames; frame++) {
    for (const [i, formant] of tract.entries()) formant.tune(score.formants[i][frame], BANDWIDTHS[i]);
    constriction.tune(score.fricationHz[frame], FRICATION_BANDWIDTH);
    const next = Math.min(frame + 1, score.nFrames - 1);
    const voicing = score.voicing[frame];
    const frication = score.frication[frame];
    const voicingStep = (score.voicing[next] - voicing) / hop;
    const fricationStep = (score.frication[next] - frication) / hop;
    for (let k = 0; k < hop; k++) {
      // One draw is two noises of 16 bits, each in ±1.
      const bits = random.uint32();
      let sample = source(score.f0[frame], voicing + voicingStep * k, (bits >>> 16) / 32_768 - 1);
      for (const formant of tract) sample = formant.next(sample);
      const noise = (frication + fricationStep * k) * ((bits & 0xffff) / 32_768 - 1);
      samples[frame * hop + k] = sample + constriction.next(noise);
    }
  }
  return samples;
}

/** Brings speech to its level (RMS of the whole, lower where the peak would pass 0.98) and adds the room's noise. */
function recorded(speech: Float64Array, levelDb: number, roomDb: number, random: Random): Float32Array {
  let power = 0;
  let peak = 0;
  for (const sample of speech) {
    power += sample * sample;
    peak = Math.max(peak, Math.abs(sample));
  }
  const gain = Math.min(amplitudeOfDb(levelDb) / Math.sqrt(power / speech.length), 0.98 / peak);
  // A uniform draw in ±1 has an RMS of 1/√3.
  const room = amplitudeOfDb(roomDb) * Math.sqrt(3);
  const samples = new Float32Array(speech.length);
  for (let i = 0; i < samples.length; i++) {
    const heard = speech[i] * gain + room * (2 * random.uniform() - 1);
    samples[i] = Math.min(Math.max(Math.floor(heard * 32_768 + 0.5), -32_768), 32_767) / 32_768;
  }
  return samples;
}
