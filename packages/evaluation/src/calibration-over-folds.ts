import { type Calibration, probabilityMeasures, temperatureOf, tempered } from "./calibrated.ts";
import type { Prediction } from "./prediction.ts";

/**
 * What the folds' probabilities are worth, each fold's at its own temperature. The `temperature` is that of a model of all
 * speakers, fitted on the test predictions of all folds.
 *
 * @returns  null unless every fold has a temperature
 */
export function calibrationOverFolds(
  folds: readonly { calibration: Calibration | null; predictions: readonly Prediction[] }[],
): Calibration | null {
  const calibrated = folds.flatMap(({ calibration, predictions }) =>
    calibration ? tempered(predictions, calibration.temperature) : [],
  );
  const made = folds.flatMap(({ predictions }) => predictions);
  if (calibrated.length < made.length) return null;
  return {
    temperature: temperatureOf(made),
    fittedOn: "the test sides of all folds, for the final model",
    nFitted: made.length,
    ...probabilityMeasures(calibrated),
  };
}
