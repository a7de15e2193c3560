import type { Utterance } from "../utterance.ts";
import type { Protocol } from "./protocol.ts";
import { sideOf, type TestSide, type TrainingSide, type ValidationSide } from "./side.ts";
import { UnknownSpeakerError } from "./unknown-speaker-error.ts";

/** What of an utterance a division depends on. */
export interface Divisible extends Pick<Utterance, "path" | "corpus" | "speaker" | "label" | "copy"> {
  /** left out: unknown */
  text?: Utterance["text"] | undefined;
}

/** One division of a corpus. Utterances keep the order they came in; a protocol may leave some out of all three sides. */
export interface Fold<U extends Divisible> {
  /** the kind of division and a number from 1: "speaker-1", "clip-1", "emobox-1" */
  name: string;
  train: TrainingSide<U>;
  /** carved out of the training side; empty if there is none */
  validation: ValidationSide<U>;
  test: TestSide<U>;
}

/** Sides as lists, before a division says that they are one's. */
export interface Parts<U extends Divisible> {
  name: string;
  train: readonly U[];
  validation?: readonly U[];
  test: readonly U[];
}

/** A fold of parts that this package divided. */
export function foldOf<U extends Divisible>({ name, train, validation = [], test }: Parts<U>): Fold<U> {
  return {
    name,
    train: sideOf("train", train),
    validation: sideOf("validation", validation),
    test: sideOf("test", test),
  };
}

/**
 * A fold that was divided elsewhere, checked as `assertDisjoint` does.
 *
 * @throws what `assertDisjoint` throws
 */
export function assignedFold<U extends Divisible>(parts: Parts<U>, protocol: Protocol = "speaker"): Fold<U> {
  const fold = foldOf(parts);
  assertDisjoint(fold, protocol);
  return fold;
}

/** What the test side may not share with the other two, and what no two of the three may share. */
const APART: Readonly<Record<Protocol, { tested: readonly Key[]; all: readonly Key[] }>> = {
  speaker: { all: ["path", "speaker"], tested: [] },
  "speaker-text": { all: ["path", "speaker"], tested: ["text"] },
  corpus: { all: ["path"], tested: ["corpus"] },
  clip: { all: ["path"], tested: [] },
  leaky: { all: ["path"], tested: [] },
};

type Key = "path" | "speaker" | "text" | "corpus";

/**
 * Checks that no two of train, validation and test share a recording, and what else the protocol keeps apart: under "speaker"
 * and "speaker-text" no two share a speaker; under "speaker-text" and "corpus" the test side shares no text, and no
 * corpus, with the others. Under "leaky" copies of one recording count as recordings of their own.
 *
 * @throws Error that names the fold and what is on both sides
 * @throws UnknownSpeakerError, or RangeError for texts, if what has to be kept apart is unknown
 */
export function assertDisjoint<U extends Divisible>(fold: Parts<U>, protocol: Protocol = "speaker"): void {
  const { all, tested } = APART[protocol];
  const { train, validation = [], test } = fold;
  const everything = [...train, ...validation, ...test];
  if (all.includes("speaker")) assertSpeakersKnown(everything);
  if (tested.includes("text")) assertTextsKnown(everything);
  for (const key of all) assertApart(fold.name, key, { train, validation, test });
  for (const key of tested) assertApart(fold.name, key, { "train or validation": [...train, ...validation], test });
}

function assertApart(fold: string, key: Key, parts: Record<string, readonly Divisible[]>): void {
  const partOf = new Map<string | null | undefined, string>();
  for (const [part, utterances] of Object.entries(parts)) {
    for (const value of new Set(utterances.map((utterance) => utterance[key]))) {
      const other = partOf.get(value);
      if (other) throw new Error(`fold ${fold} has ${key} "${value}" in ${other} and ${part}, expected it in one`);
      partOf.set(value, part);
    }
  }
}

/** @throws UnknownSpeakerError if any speaker is unknown */
export function assertSpeakersKnown(utterances: readonly Divisible[]): void {
  const count = utterances.filter(({ speaker }) => speaker === null).length;
  if (count > 0) throw new UnknownSpeakerError(count);
}

/** @throws RangeError if any text is unknown */
export function assertTextsKnown(utterances: readonly Divisible[]): void {
  const count = utterances.filter(({ text }) => !text).length;
  if (count === 0) return;
  const whose = count === 1 ? "1 utterance" : `${count} utterances`;
  throw new RangeError(`text is unknown for ${whose}, expected known texts under protocol "speaker-text"`);
}
