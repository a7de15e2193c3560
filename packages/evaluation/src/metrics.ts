import { type Confusion, checkConfusion } from "./confusion-matrix.ts";

/** How one label fared against all others. */
export interface ClassMetrics {
  label: string;
  /** share of the utterances given this label that truly have it, 0 to 1 */
  precision: number;
  /** share of this label's utterances that were given it, 0 to 1 */
  recall: number;
  /** harmonic mean of precision and recall, 0 to 1 */
  f1: number;
  /** utterances that truly have this label */
  support: number;
}

/** All that a confusion matrix says, ready for JSON. Shares run from 0 to 1. */
export interface Metrics {
  accuracy: number;
  uar: number;
  macroF1: number;
  weightedF1: number;
  /** in the order of `labels` */
  perClass: ClassMetrics[];
  /** [true][predicted] */
  confusion: number[][];
  labels: string[];
  nUtterances: number;
}

/**
 * Reads every measure off a confusion matrix.
 *
 * Per class, of true positives TP, false positives FP and false negatives FN: precision TP / (TP + FP), recall
 * TP / (TP + FN), F1 = 2 TP / (2 TP + FP + FN). 0 / 0 is 0, as in scikit-learn with zero_division=0. Unlike there,
 * classes without utterances are left out of `uar` and `macroF1`, also where they were predicted. Without any utterance
 * every measure is 0.
 *
 * @param confusion  counts, [nClasses][nClasses]: rows are true, columns predicted
 * @param labels     the classes' names, [nClasses]
 * @throws RangeError if confusion is not square, holds anything but counts, or labels has another length
 */
export function metricsOf(confusion: Confusion, labels: readonly string[]): Metrics {
  const classes = countsOf(confusion);
  if (labels.length !== classes.length) {
    throw new RangeError(`labels has ${labels.length} names, expected ${classes.length} as in confusion`);
  }
  return {
    accuracy: accuracy(confusion),
    uar: uar(confusion),
    macroF1: macroF1(confusion),
    weightedF1: weightedF1(confusion),
    perClass: classes.map((counts, i) => ({
      label: labels[i],
      precision: share(counts.hits, counts.predicted),
      recall: recallOf(counts),
      f1: f1Of(counts),
      support: counts.support,
    })),
    confusion: confusion.map((row) => [...row]),
    labels: [...labels],
    nUtterances: sum(classes.map(({ support }) => support)),
  };
}

/**
 * The share of all utterances that were recognized, 0 to 1; 0 without utterances.
 *
 * @throws RangeError if confusion is not square or holds anything but counts
 */
export function accuracy(confusion: Confusion): number {
  const classes = countsOf(confusion);
  return share(sum(classes.map(({ hits }) => hits)), sum(classes.map(({ support }) => support)));
}

/**
 * Unweighted average recall: the mean over classes of the share of that class's utterances that were recognized.
 * Chance is 1 / nClasses whatever the balance. Classes without utterances are left out; 0 if all are.
 *
 * @throws RangeError if confusion is not square or holds anything but counts
 */
export function uar(confusion: Confusion): number {
  return meanOverOccurring(countsOf(confusion), recallOf);
}

/**
 * The mean over classes of F1, each class weighing the same. Classes without utterances are left out; 0 if all are.
 *
 * @throws RangeError if confusion is not square or holds anything but counts
 */
export function macroF1(confusion: Confusion): number {
  return meanOverOccurring(countsOf(confusion), f1Of);
}

/**
 * The mean over classes of F1, each class weighing as many as it has utterances; 0 without utterances.
 *
 * @throws RangeError if confusion is not square or holds anything but counts
 */
export function weightedF1(confusion: Confusion): number {
  const classes = countsOf(confusion);
  return share(sum(classes.map((counts) => counts.support * f1Of(counts))), sum(classes.map(({ support }) => support)));
}

/** One class's numbers of utterances: recognized rightly, truly of it, given its label. */
interface Counts {
  hits: number;
  support: number;
  predicted: number;
}

function countsOf(confusion: Confusion): Counts[] {
  checkConfusion(confusion);
  return confusion.map((row, label) => ({
    hits: row[label],
    support: sum(row),
    predicted: sum(confusion.map((other) => other[label])),
  }));
}

const recallOf = ({ hits, support }: Counts) => share(hits, support);

const f1Of = ({ hits, support, predicted }: Counts) => share(2 * hits, support + predicted);

function meanOverOccurring(classes: readonly Counts[], measure: (counts: Counts) => number): number {
  const occurring = classes.filter(({ support }) => support > 0);
  return share(sum(occurring.map(measure)), occurring.length);
}

const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
