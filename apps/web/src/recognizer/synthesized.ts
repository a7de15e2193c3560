import { writeWav } from "@undertone/audio";
import { LABELS, randomAt } from "@undertone/core";
import { drawVoice, synthesizeUtterance } from "@undertone/corpus";

/** Not the demo's, so that its model has never heard these voices. */
const SEED = 2026;

const N_SENTENCES = 4;

/** An utterance of a synthetic voice as a WAV file, named after what it is meant to express: each number another one. */
export function synthesized(number: number): { name: string; wav: Uint8Array<ArrayBuffer> } {
  const label = LABELS[(4 + 3 * number) % LABELS.length];
  const waveform = synthesizeUtterance({
    voice: drawVoice(number, SEED),
    label,
    sentence: number % N_SENTENCES,
    sampleRate: 16_000,
    random: randomAt(SEED, "synthesize", { epoch: number + 1, step: 0, utterance: 0 }),
  });
  return { name: `synthetic voice ${number + 1}, meant as ${label}.wav`, wav: writeWav(waveform) };
}
