import { isLabel, type Label } from "@undertone/core";
import type { Adapter } from "./adapter.ts";

const NAME = /^synthetic_(voice-\d{2,})_([a-z]+)_(S\d\d)_(\d{2,})$/;

/** The file name of a synthetic utterance; voice, sentence and take count from 0. */
export function syntheticPath(voice: number, label: Label, sentence: number, take: number): string {
  return `synthetic_${voiceName(voice)}_${label}_S${ordinal(sentence)}_${ordinal(take)}.wav`;
}

/** The name of the voice at an index: 0 is "voice-01". */
export function voiceName(index: number): string {
  return `voice-${ordinal(index)}`;
}

const ordinal = (index: number) => String(index + 1).padStart(2, "0");

/** Undertone's own synthetic corpus, so that it stays labelled synthetic when it was written to files. */
export const synthetic: Adapter = {
  name: "synthetic",
  corpus: "synthetic",
  pattern: "synthetic_VOICE_LABEL_SENTENCE_TAKE, as synthetic_voice-01_angry_S01_01",
  automatic: true,
  parse({ stem }) {
    const match = NAME.exec(stem);
    if (!match) return null;

    const [, speaker, label, text] = match;
    return isLabel(label) ? { speaker, emotion: label, nativeLabel: label, text, intensity: null } : null;
  },
};
