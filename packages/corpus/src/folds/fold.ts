import type { Utterance } from "../utterance.ts";
import { UnknownSpeakerError } from "./unknown-speaker-error.ts";

/**
 * What a division promises of its two sides. "speaker": no voice is on both, so the numbers hold for unseen voices.
 * "clip": only no recording is, and the numbers hold for these voices alone.
 */
export type Protocol = "speaker" | "clip";

/** What of an utterance a division depends on. */
export type Divisible = Pick<Utterance, "path" | "corpus" | "speaker" | "label">;

/** One division of a corpus. Utterances keep the order they came in. */
export interface Fold<U extends Divisible> {
  /** the kind of division and a number from 1: "speaker-1", "clip-1", "emobox-1" */
  name: string;
  train: U[];
  /** carved out of the training side; empty if there is none */
  validation: U[];
  test: U[];
}

/**
 * Checks that no two of train, validation and test share a recording and, under protocol "speaker", a speaker.
 *
 * @throws Error that names the fold and what is on both sides
 * @throws UnknownSpeakerError under protocol "speaker" if a speaker is unknown
 */
export function assertDisjoint<U extends Divisible>(fold: Fold<U>, protocol: Protocol = "speaker"): void {
  assertPartsDisjoint(fold, "path");
  if (protocol === "clip") return;

  assertSpeakersKnown([...fold.train, ...fold.validation, ...fold.test]);
  assertPartsDisjoint(fold, "speaker");
}

function assertPartsDisjoint(fold: Fold<Divisible>, key: "path" | "speaker"): void {
  const partOf = new Map<string | null, string>();
  for (const part of ["train", "validation", "test"] as const) {
    for (const value of new Set(fold[part].map((utterance) => utterance[key]))) {
      const other = partOf.get(value);
      if (other) throw new Error(`fold ${fold.name} has ${key} "${value}" in ${other} and ${part}, expected it in one`);
      partOf.set(value, part);
    }
  }
}

/** @throws UnknownSpeakerError if any speaker is unknown */
export function assertSpeakersKnown(utterances: readonly Divisible[]): void {
  const count = utterances.filter(({ speaker }) => speaker === null).length;
  if (count > 0) throw new UnknownSpeakerError(count);
}
