/** What one epoch gave; one line of a run's history. */
export interface Epoch {
  /** from 1 */
  epoch: number;
  /** of the epoch's last step */
  learningRate: number;
  /** mean over the epoch's utterances, augmented, smoothed, weighted and with dropout */
  trainingLoss: number;
  /** on the validation side, by the weights that would be kept; null without a validation side */
  validation: { loss: number; uar: number; accuracy: number } | null;
}

/** Whether `a` is the better epoch to keep: the higher validation UAR, then the lower loss; unvalidated, the later. */
export function isBetter(a: Epoch, b: Epoch): boolean {
  if (!a.validation || !b.validation) return a.epoch > b.epoch;
  if (a.validation.uar !== b.validation.uar) return a.validation.uar > b.validation.uar;
  return a.validation.loss < b.validation.loss;
}
