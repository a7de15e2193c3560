import { percentile, randomAt } from "@undertone/core";
import { type Confusion, confusionOf } from "./confusion-matrix.ts";
import { grouped } from "./grouped.ts";
import { accuracy, metricsOf, uar } from "./metrics.ts";
import type { Prediction } from "./prediction.ts";
import { drawSpeakers, pooledOf } from "./resample-speakers.ts";
import { type SignFlipTest, signFlipTest } from "./sign-flip-test.ts";

/** One measure of two systems on the same utterances, of several seeds their mean. Shares from 0 to 1; differences are second less first. */
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
  /** utterances by who was right, between several seeds in the mean over all pairs of them */
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
 * together; the test flips the signs of the speakers' own differences. A system of several seeds counts by its mean over
 * them, each as often as the others: how much the seeds differ is not in the interval.
 *
 * @param first   predictions by each seed of the one system, at least one
 * @param second  of the other; they need not have as many
 * @param seed    of the resamples and drawn signs
 * @throws RangeError if not all are of the same utterances, with the same truth
 */
export function comparePredictions(
  first: readonly (readonly Prediction[])[],
  second: readonly (readonly Prediction[])[],
  labels: readonly string[],
  seed: number,
): Comparison {
  const pairs = paired(answersOf(first, "first"), answersOf(second, "second"));
  const nClasses = labels.length;
  const known = pairs.every(([{ speaker }]) => speaker !== null);
  const speakers = known ? grouped(pairs, ([{ speaker }]) => speaker!) : [];
  const confusionsOf = (some: readonly Pair[]): [number[][], number[][]] => [
    confusionOf(
      some.flatMap(([{ predictions }]) => predictions),
      nClasses,
    ),
    confusionOf(
      some.flatMap(([, { predictions }]) => predictions),
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
      .map(({ label, recall, support }, i) => groupOf(label, recall, others[i].recall, support / first.length))
      .filter(({ nUtterances }) => nUtterances > 0),
    perSpeaker: speakers.map(([name, some], i) => groupOf(name, uar(own[i][0]), uar(own[i][1]), some.length)),
  };
}

/** What a system's seeds said of one utterance, in their order. */
interface Answers extends Pick<Prediction, "path" | "speaker" | "truth"> {
  predictions: readonly Prediction[];
}

type Pair = readonly [Answers, Answers];

/** By path. */
function answersOf(seeds: readonly (readonly Prediction[])[], name: string): Map<string, Answers> {
  if (seeds.length === 0) throw new RangeError(`${name} has 0 seeds, expected at least 1`);
  return new Map(
    grouped(seeds.flat(), ({ path }) => path).map(([path, predictions]) => {
      const [{ speaker, truth }] = predictions;
      if (predictions.length !== seeds.length || predictions.some((one) => one.truth !== truth)) {
        throw new RangeError(`${path} differs between the seeds of ${name}, expected it in each, with the same label`);
      }
      return [path, { path, speaker, truth, predictions }];
    }),
  );
}

function paired(first: ReadonlyMap<string, Answers>, second: ReadonlyMap<string, Answers>): Pair[] {
  const onlyIn = (one: ReadonlyMap<string, Answers>, other: ReadonlyMap<string, Answers>) =>
    [...one.keys()].filter((path) => !other.has(path));
  const [missing, extra] = [onlyIn(first, second), onlyIn(second, first)];
  const [example] = [...missing, ...extra];
  if (example !== undefined) {
    throw new RangeError(
      `test utterances differ: ${missing.length} of ${first.size} are only in the first and ${extra.length} of ${second.size} only in the second, as ${example}, expected the same`,
    );
  }
  return [...first.values()].map((one) => {
    const other = second.get(one.path)!;
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
    const [first, second] = [a, b].map(shareRight);
    right.both += first * second;
    right.first += first * (1 - second);
    right.second += (1 - first) * second;
    right.neither += (1 - first) * (1 - second);
  }
  return right;
}

const shareRight = ({ truth, predictions }: Answers) =>
  predictions.filter(({ predicted }) => predicted === truth).length / predictions.length;

const groupOf = (name: string, first: number, second: number, nUtterances: number): PairedGroup => ({
  name,
  first,
  second,
  difference: second - first,
  nUtterances,
});
