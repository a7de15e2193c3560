/** What a model said of one utterance; labels are indices into the model's. */
export interface Prediction {
  /** tells the utterance from all others */
  path: string;
  corpus: string;
  /** null: unknown */
  speaker: string | null;
  truth: number;
  predicted: number;
  /** [nClasses], each from 0 to 1 */
  probabilities: readonly number[];
}

/** What is known of an utterance whose emotion a model was asked for. */
export interface AskedUtterance extends Pick<Prediction, "path" | "corpus" | "speaker"> {
  label: string;
}

/**
 * What a model said of an utterance, beside what is true. Of labels equally probable the first counts as predicted.
 *
 * @param probabilities  [nClasses], in the order of `labels`
 */
export function predictionOf(
  { path, corpus, speaker, label }: AskedUtterance,
  labels: readonly string[],
  probabilities: ArrayLike<number>,
): Prediction {
  const row = Array.from(probabilities);
  const predicted = row.indexOf(Math.max(...row));
  return { path, corpus, speaker, truth: labels.indexOf(label), predicted, probabilities: row };
}
