import type { Utterance } from "@undertone/corpus";
import { corporaOf, labelsOf } from "./recording.ts";

/** What each corpus calls what became which label: by corpus, then by label, its own words. */
export type LabelMapping = Record<string, Record<string, string[]>>;

export function labelMapping(utterances: readonly Utterance[]): LabelMapping {
  return Object.fromEntries(
    corporaOf(utterances).map((corpus) => {
      const own = utterances.filter((utterance) => utterance.corpus === corpus);
      const words = (label: string) =>
        [...new Set(own.filter((one) => one.label === label).map(({ nativeLabel }) => nativeLabel))].sort();
      return [corpus, Object.fromEntries(labelsOf(own).map((label) => [label, words(label)]))];
    }),
  );
}

/** "ravdess: 05 is angry, 01 and 02 are neutral", a line for each corpus. */
export function mappingText(mapping: LabelMapping): string {
  const clause = ([label, words]: [string, string[]]) =>
    words.length === 1 && words[0] === label
      ? label
      : `${words.join(" and ")} ${words.length > 1 ? "are" : "is"} ${label}`;
  return Object.entries(mapping)
    .map(([corpus, labels]) => `labels of ${corpus}: ${Object.entries(labels).map(clause).join(", ")}`)
    .join("\n");
}
