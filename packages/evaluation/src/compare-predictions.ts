import { percentile, randomAt } from "@undertone/core";
import { type Confusion, confusionOf } from "./confusion-matrix.ts";
import { grouped } from "./grouped.ts";
import { accuracy, metricsOf, uar } from "./metrics.ts";
import type { Prediction } from "./prediction.ts";
import { drawSpeakers, pooledOf } from "./resample-speakers.ts";
import { type SignFlipTest, signFlipTest } from "./sign-flip-test.ts";

/** One measure of two systems on the same utterances. Shares from 0 to 1; differences are second less first. */
export interface PairedMeasure {
  first: number;
  second: number;
  difference: number;
  /** 95 % of the difference, by bootstrap over speakers; null for fewer than two */
  interval: { low: number; high: number } | null;
  /** of each speaker's own difference; null for fewer than two speakers */
  test: SignFlipTest | null;
}

/** A label's recall, or a speaker's UAR, by both systems. */
export interface PairedGroup {
  name: string;
  first: number;
  second: number;
  difference: number;
  nUtterances: number;
}

/** What two systems make of the same utterances. */
export interface Comparison {
  nUtterances: number;
  /** known ones; 0 unless all are */
  nSpeakers: number;
  uar: PairedMeasure;
  accuracy: PairedMeasure;
  /** utterances by who was right */
  right: { both: number; first: number; second: number; neither: number };
  /** recall, in the order of the labels, without those that do not occur */
  perClass: PairedGroup[];
  /** UAR, sorted by name; empty unless all speakers are known */
  perSpeaker: PairedGroup[];
}

const N_RESAMPLES = 10_000;

/**
 * Compares two systems on the same utterances, speaker by speaker: one speaker's utterances resemble each other, so that
 * speakers and not utterances are what chance draws. The interval resamples speakers, both systems' utterances of them
 * together; the test flips the signs of the speakers' own differences.
 *
 * @param seed  of the resamples and drawn signs
 * @throws RangeError if the two are not of the same utterances, with the same truth
 */
export function comparePredictions(
  first: readonly Prediction[],
  second: readonly Prediction[],
  labels: readonly string[],
  seed: number,
): Comparison {
  const pairs = paired(first, second);
  const nClasses = labels.length;
  const known = pairs.every(([{ speaker }]) => speaker !== null);
  const speakers = known ? grouped(pairs, ([{ speaker }]) => speaker!) : [];
  const confusionsOf = (some: readonly Pair[]): [number[][], number[][]] => [
    confusionOf(
      some.map(([one]) => one),
      nClasses,
    ),
    confusionOf(
      some.map(([, one]) => one),
      nClasses,
    ),
  ];
  const own = speakers.map(([, some]) => confusionsOf(some));
  const whole = confusionsOf(pairs);
  const [recalls, others] = whole.map((confusion) => metricsOf(confusion, labels).perClass);
  return {
    nUtterances: pairs.length,
    nSpeakers: speakers.length,
    uar: pairedMeasure(uar, whole, own, seed),
    accuracy: pairedMeasure(accuracy, whole, own, seed),
    right: countRight(pairs),
    perClass: recalls
      .map(({ label, recall, support }, i) => groupOf(label, recall, others[i].recall, support))
      .filter(({ nUtterances }) => nUtterances > 0),
    perSpeaker: speakers.map(([name], i) =>
      groupOf(
        name,
        uar(own[i][0]),
        uar(own[i][1]),
        own[i][0].flat().reduce((sum, count) => sum + count, 0),
      ),
    ),
  };
}

type Pair = readonly [Prediction, Prediction];

function paired(first: readonly Prediction[], second: readonly Prediction[]): Pair[] {
  const [byPath, inFirst] = [second, first].map((made) => new Map(made.map((one) => [one.path, one])));
  const [missing, extra] = [
    first.filter(({ path }) => !byPath.has(path)),
    second.filter(({ path }) => !inFirst.has(path)),
  ];
  const [example] = [...missing, ...extra];
  if (example) {
    throw new RangeError(
      `test utterances differ: ${missing.length} of ${first.length} are only in the first and ${extra.length} of ${second.length} only in the second, as ${example.path}, expected the same`,
    );
  }
  return first.map((one) => {
    const other = byPath.get(one.path)!;
    if (other.truth !== one.truth) throw new RangeError(`label of ${one.path} differs, expected the same in both`);
    return [one, other];
  });
}

function pairedMeasure(
  measure: (confusion: Confusion) => number,
  whole: readonly [Confusion, Confusion],
  own: readonly (readonly [Confusion, Confusion])[],
  seed: number,
): PairedMeasure {
  const [first, second] = whole.map(measure);
  const difference = second - first;
  if (own.length < 2) return { first, second, difference, interval: null, test: null };

  const random = randomAt(seed, "bootstrap");
  const [ofFirst, ofSecond] = [own.map(([a]) => a), own.map(([, b]) => b)];
  const resampled = Float64Array.from({ length: N_RESAMPLES }, () => {
    const drawn = drawSpeakers(own.length, random);
    return measure(pooledOf(ofSecond, drawn)) - measure(pooledOf(ofFirst, drawn));
  });
  const interval = { low: percentile(resampled, 2.5), high: percentile(resampled, 97.5) };
  const differences = own.map(([a, b]) => measure(b) - measure(a));
  return {
    first,
    second,
    difference,
    interval,
    test: signFlipTest(differences, randomAt(seed, "bootstrap", { step: 1 })),
  };
}

function countRight(pairs: readonly Pair[]): Comparison["right"] {
  const right = { both: 0, first: 0, second: 0, neither: 0 };
  for (const [a, b] of pairs) {
    const [isFirst, isSecond] = [a, b].map(({ truth, predicted }) => truth === predicted);
    right[isFirst ? (isSecond ? "both" : "first") : isSecond ? "second" : "neither"]++;
  }
  return right;
}

const groupOf = (name: string, first: number, second: number, nUtterances: number): PairedGroup => ({
  name,
  first,
  second,
  difference: second - first,
  nUtterances,
});
