import type { Emotion } from "@undertone/core";
import type { PathParts } from "../paths.ts";

/** What a path says about its recording. Speaker and text are unique within the corpus; null: unknown. */
export interface Reading {
  speaker: string | null;
  emotion: Emotion;
  nativeLabel: string;
  text: string | null;
  intensity: string | null;
}

/** A path that belongs to the corpus and gives no utterance. */
export interface Refusal {
  /** "unrecognized": the name breaks the corpus's own rules; "dropped": understood, and better left out */
  refusal: "unrecognized" | "dropped";
  reason: string;
}

/** Knows one corpus by its published file names. Adding a corpus is adding one of these to the table. */
export interface Adapter {
  /** how options and listings call it */
  name: string;
  /** what utterances carry as their corpus */
  corpus: string;
  /** what it expects of a path, for people */
  pattern: string;
  /** tried when the corpus is not named; else only by name */
  automatic: boolean;
  /** null: the path is not of this corpus */
  parse(path: PathParts): Reading | Refusal | null;
}

/** The refusal of a field that the corpus does not have: `emotion is "09", expected 01 to 08`. */
export function unknownField(field: string, value: string, rule: string): Refusal {
  return { refusal: "unrecognized", reason: `${field} is "${value}", expected ${rule}` };
}
