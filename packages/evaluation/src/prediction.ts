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
