import { LABELS } from "@undertone/core";
import type { Divisible } from "@undertone/corpus";

export type Item = Divisible;

/** A corpus with the given numbers of utterances: { a: [1, 2] } has speakers a:1 with one and a:2 with two. */
export function corpusOf(counts: Record<string, number[]>): Item[] {
  return Object.entries(counts).flatMap(([corpus, speakers]) =>
    speakers.flatMap((n, i) =>
      Array.from({ length: n }, (_, take) => ({
        path: `${corpus}/${i + 1}-${take}.wav`,
        corpus,
        speaker: `${corpus}:${i + 1}`,
        label: LABELS[take % LABELS.length],
      })),
    ),
  );
}

export const paths = (items: readonly Item[]): string[] => items.map(({ path }) => path);

export const speakersOf = (items: readonly Item[]): Set<string | null> => new Set(items.map(({ speaker }) => speaker));
