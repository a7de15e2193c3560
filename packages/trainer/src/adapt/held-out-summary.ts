import { accuracy, confusionMatrix, uar } from "@undertone/evaluation";
import type { HeldOutClip } from "./held-out.ts";

/** How well clips are recognized by models that never heard them. */
export interface HeldOutMeasure {
  /** the share that is recognized, 0 to 1, and its mean over the labels that have clips */
  accuracy: number;
  uar: number;
  /** [nClasses], how many clips of each label are recognized */
  right: number[];
}

export interface HeldOutSummary {
  /** [nClasses] */
  counts: number[];
  /** null where the model told other labels apart before */
  before: HeldOutMeasure | null;
  after: HeldOutMeasure;
}

/** Counts what of the clips left out is recognized before and after adaptation. */
export function heldOutSummary(clips: readonly HeldOutClip[], nClasses: number): HeldOutSummary {
  const measured = (probabilities: (clip: HeldOutClip) => readonly number[]): HeldOutMeasure => {
    const predicted = clips.map((clip) => likeliest(probabilities(clip)));
    const confusion = confusionMatrix(
      clips.map(({ label }) => label),
      predicted,
      nClasses,
    );
    return { accuracy: accuracy(confusion), uar: uar(confusion), right: confusion.map((row, label) => row[label]) };
  };
  const counts = new Array<number>(nClasses).fill(0);
  for (const { label } of clips) counts[label]++;
  const comparable = clips.every(({ before }) => before !== null);
  return {
    counts,
    before: comparable ? measured(({ before }) => before!) : null,
    after: measured(({ after }) => after),
  };
}

const likeliest = (probabilities: readonly number[]): number => probabilities.indexOf(Math.max(...probabilities));
