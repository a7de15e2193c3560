import { type Emotion, occurring, type Waveform } from "@undertone/core";
import type { Utterance } from "@undertone/corpus";

/** An utterance that has been decoded. */
export interface Recording extends Utterance {
  /** at the sample rate of the recipe or the model */
  waveform: Waveform;
}

/** The labels that occur, in the order of `EMOTIONS`. */
export function labelsOf(utterances: readonly Pick<Utterance, "label">[]): Emotion[] {
  return occurring(utterances.map(({ label }) => label));
}

/** The corpora that utterances come from, each once, in code-unit order. */
export function corporaOf(utterances: readonly Pick<Utterance, "corpus">[]): string[] {
  return [...new Set(utterances.map(({ corpus }) => corpus))].sort();
}

/** The known speakers, each once, in code-unit order. */
export function speakersOf(utterances: readonly Pick<Utterance, "speaker">[]): string[] {
  return [...new Set(utterances.flatMap(({ speaker }) => speaker ?? []))].sort();
}
