import type { Emotion } from "@undertone/core";
import type { Augmentation } from "@undertone/features";

/** One recording of one speaker, before anything is decoded. */
export interface Utterance {
  /** where the audio is, relative, with "/" */
  path: string;
  /** "ravdess", "crema-d", "tess", "savee", "emo-db", "synthetic", "folder", or what a manifest says */
  corpus: string;
  /** unique over all corpora, "ravdess:01"; null: unknown */
  speaker: string | null;
  label: Emotion;
  /** the emotion as the corpus spells it: "calm", "W", "HAP" */
  nativeLabel: string;
  /** what was said, unique over all corpora, "ravdess:S01"; null: unknown */
  text: string | null;
  /** how strongly it was meant, as the corpus spells it out; null or left out: unknown */
  intensity?: string | null;
  /** how it was made of another recording, which `path` then does not name; left out: it was recorded */
  copy?: Copy | undefined;
}

/** An altered copy of a recording, made once and kept: not what a training draws anew in each epoch. */
export interface Copy {
  /** the path of the recording it was made of */
  of: string;
  kind: "noise" | "stretch" | "pitch";
  /** what `augmentWaveform` does to the recording */
  augmentation: Pick<Augmentation, "gainDb" | "noise" | "waveform">;
}

/** Whether any of the recordings was synthesized. */
export function isSynthetic(utterances: readonly Pick<Utterance, "corpus">[]): boolean {
  return utterances.some(({ corpus }) => corpus === "synthetic");
}

/** A path and what became of it. */
export interface PathReason {
  path: string;
  reason: string;
}

/** Every path that was asked about, each in exactly one of the four lists; lists are sorted by path, in code units. */
export interface CorpusListing {
  utterances: Utterance[];
  /** audio that no adapter reads, and why */
  unrecognized: PathReason[];
  /** audio that was understood and left out: by an option, or because the corpus is known to be wrong there */
  dropped: PathReason[];
  /** what is not audio: read-me files, tables, hidden files */
  ignored: string[];
  /** how many utterances each adapter gave, in the order of the table of adapters; those that gave none are left out */
  adapters: { name: string; count: number }[];
}
