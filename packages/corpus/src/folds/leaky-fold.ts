import { randomAt, shuffled } from "@undertone/core";
import { type AugmentationSpec, drawAugmentation, NO_AUGMENTATION } from "@undertone/features";
import { byCodeUnits } from "../paths.ts";
import type { Copy } from "../utterance.ts";
import { type Divisible, type Fold, foldOf } from "./fold.ts";

/**
 * The altered copies that the recipe of the published 96 % makes of each clip, in the order of its rows: white noise, another
 * tempo, another pitch. Its fixed speed (0.8) and shift (0.7 semitones) lie within the ranges here.
 */
const COPIES: readonly { kind: Copy["kind"]; spec: AugmentationSpec }[] = [
  { kind: "noise", spec: { ...NO_AUGMENTATION, noise: { probability: 1, snrDb: [15, 30] } } },
  { kind: "stretch", spec: { ...NO_AUGMENTATION, timeStretch: { probability: 1, speed: [0.8, 1.25] } } },
  { kind: "pitch", spec: { ...NO_AUGMENTATION, pitchShift: { probability: 1, semitones: [-1, 1] } } },
];

/** Shares of all rows that are trained on and validated with; the rest is tested. */
const TRAINED = 0.8;
const VALIDATED = 0.1;

/**
 * The division behind published figures near 96 %: each clip becomes four rows, itself and an altered copy of each kind; the
 * rows are shuffled, and only then 80 % are trained on, 10 % validate and 10 % are tested. So all but 0.2³ of the tested rows
 * have a sibling in training: numbers tell how well a network remembers clips, and nothing else.
 *
 * Rows are shuffled from the code-unit order of their paths: the order of `utterances` does not matter.
 *
 * @throws RangeError if there are fewer than three utterances
 */
export function leakyFold<U extends Divisible>(utterances: readonly U[], seed: number): Fold<U> {
  if (utterances.length < 3) throw new RangeError(`utterances are ${utterances.length}, expected at least 3`);
  const rows = shuffled(withCopies(utterances, seed), randomAt(seed, "split"));
  const trained = Math.round(TRAINED * rows.length);
  const validated = trained + Math.round(VALIDATED * rows.length);
  return foldOf({
    name: "leaky-1",
    train: rows.slice(0, trained),
    validation: rows.slice(trained, validated),
    test: rows.slice(validated),
  });
}

/**
 * The utterances in code-unit order of their paths, and behind each its copies, called "PATH#noise" and so on. What is done to
 * copy c of the utterance at place u is drawn at (seed, "copy", step c, utterance u).
 */
export function withCopies<U extends Divisible>(utterances: readonly U[], seed: number): U[] {
  return [...utterances]
    .sort((a, b) => byCodeUnits(a.path, b.path))
    .flatMap((utterance, place) => [
      utterance,
      ...COPIES.map(({ kind, spec }, step) => {
        const { gainDb, noise, waveform } = drawAugmentation(spec, randomAt(seed, "copy", { step, utterance: place }));
        const copy: Copy = { of: utterance.path, kind, augmentation: { gainDb, noise, waveform } };
        return { ...utterance, path: `${utterance.path}#${kind}`, copy };
      }),
    ]);
}
