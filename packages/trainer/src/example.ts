import type { Waveform } from "@undertone/core";
import { type Augmentation, augmentWaveform } from "@undertone/features";
import type { Dsp } from "@undertone/kernels/dsp";

/** One labelled recording as the trainer takes it. */
export interface Example {
  waveform: Waveform;
  /** index into the labels */
  label: number;
  /** what is done to the waveform before anything else, once and for all epochs; left out: nothing */
  alteration?: Alteration;
  /** which corpus it is of; where all training examples say so, and name several, corpora are balanced as labels are */
  corpus?: string;
  /** in the loss, instead of its label's; made by the trainer, where corpora are balanced */
  weight?: number;
}

/** What `augmentWaveform` does. */
export type Alteration = Pick<Augmentation, "gainDb" | "noise" | "waveform">;

/** The waveform of an example, altered as it says. */
export function heardWaveform(dsp: Dsp, { waveform, alteration }: Example): Waveform {
  return alteration ? augmentWaveform(dsp, waveform, alteration) : waveform;
}

/** How many examples each label has, [nClasses]. */
export function countLabels(examples: readonly Example[], nClasses: number): number[] {
  const counts = new Array<number>(nClasses).fill(0);
  for (const { label } of examples) {
    if (!(label in counts))
      throw new RangeError(`label is ${label}, expected a whole number from 0 to ${nClasses - 1}`);
    counts[label]++;
  }
  return counts;
}

/** What an utterance of each label weighs in the loss, [nClasses]: see `Recipe.loss.classWeights`. */
export function classWeights(counts: readonly number[], kind: "balanced" | "none"): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (kind === "none" ? 1 : count > 0 ? total / (counts.length * count) : 0));
}

/** What an example weighs in the loss. */
export function weightOf({ weight, label }: Example, classWeights: readonly number[]): number {
  return weight ?? classWeights[label];
}

/**
 * The weight of each example where labels are balanced in several corpora: nExamples / (nClasses · corpora that have the
 * label · examples of corpus and label). So every label weighs alike, and in each label every corpus that has it: no corpus tells a
 * model which label is the likelier. In one corpus it would be the label's weight.
 *
 * @returns  null where there is nothing to balance: an example without a corpus, one corpus only, or weights "none"
 */
export function corpusWeights(
  examples: readonly Example[],
  nClasses: number,
  kind: "balanced" | "none",
): number[] | null {
  const corpora = new Set(examples.map(({ corpus }) => corpus));
  if (kind === "none" || corpora.size < 2 || corpora.has(undefined)) return null;
  const counts = new Map<string, number>();
  const keyOf = ({ corpus, label }: Example) => `${label} ${corpus}`;
  for (const example of examples) counts.set(keyOf(example), (counts.get(keyOf(example)) ?? 0) + 1);
  const nCorpora = new Array<number>(nClasses).fill(0);
  for (const key of counts.keys()) nCorpora[Number.parseInt(key, 10)]++;
  return examples.map(
    (example) => examples.length / (nClasses * nCorpora[example.label] * counts.get(keyOf(example))!),
  );
}
