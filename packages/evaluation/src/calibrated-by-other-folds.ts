import { type Calibration, calibrationOf } from "./calibrated.ts";
import type { Prediction } from "./prediction.ts";

const FITTED_ON = "the other folds' predictions of other speakers";

/**
 * A temperature for each fold of a cross-validation without a further model: fitted on what the other folds' models said of the
 * speakers that they had not heard and that this fold does not test. A model that made such a prediction may have learned from
 * this fold's speakers, so that a temperature knows of them what one number can hold; where that is too much, a model of neither
 * fold has to be trained.
 *
 * @param folds  the test predictions of each
 * @returns      one for each fold; null where a speaker is unknown, or no other fold tests other speakers
 * @throws RangeError for a wrong label or probability
 */
export function calibratedByOtherFolds(folds: readonly (readonly Prediction[])[]): (Calibration | null)[] {
  return folds.map((made) => {
    const tested = new Set(made.map(({ speaker }) => speaker));
    const fitted = folds.filter((one) => one !== made).flat();
    const unheard = fitted.filter(({ speaker }) => !tested.has(speaker));
    const unknown = [...made, ...unheard].some(({ speaker }) => speaker === null);
    return unknown || made.length === 0 || unheard.length === 0 ? null : calibrationOf(unheard, FITTED_ON, made);
  });
}
