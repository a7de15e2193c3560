import { brierScore, expectedCalibrationError, nll, type ReliabilityBin, reliabilityBins } from "./calibration.ts";
import type { Prediction } from "./prediction.ts";
import { atTemperature, fitTemperature } from "./temperature.ts";

/** What the probabilities, and not only the likeliest label, are worth. */
export interface ProbabilityMeasures {
  nll: number;
  ece: number;
  brier: number;
  reliability: ReliabilityBin[];
}

/** The same of probabilities at a temperature that was fitted on others than those it is measured on. */
export interface Calibration extends ProbabilityMeasures {
  temperature: number;
  /** whose predictions the temperature was fitted on, and how many */
  fittedOn: string;
  nFitted: number;
}

/**
 * Measures the probabilities of predictions.
 *
 * @throws RangeError without predictions, or for a wrong label or probability
 */
export function probabilityMeasures(made: readonly Prediction[]): ProbabilityMeasures {
  const truth = made.map((one) => one.truth);
  const probabilities = made.map((one) => one.probabilities);
  return {
    nll: nll(probabilities, truth),
    ece: expectedCalibrationError(probabilities, truth),
    brier: brierScore(probabilities, truth),
    reliability: reliabilityBins(probabilities, truth),
  };
}

/** The temperature that fits predictions of utterances the model did not learn from; throws as `fitTemperature`. */
export function temperatureOf(made: readonly Prediction[]): number {
  return fitTemperature(
    made.map((one) => one.probabilities),
    made.map((one) => one.truth),
  );
}

/** Predictions with their probabilities at a temperature; the likeliest labels stay. Throws as `atTemperature`. */
export function tempered(made: readonly Prediction[], temperature: number): Prediction[] {
  return made.map((one) => ({ ...one, probabilities: atTemperature(one.probabilities, temperature) }));
}

/**
 * Fits a temperature on some predictions and measures others with it.
 *
 * @param fitted    of utterances that neither the model learned from nor `made` is of
 * @param fittedOn  whose they are, in words
 * @param made      what is measured
 * @throws RangeError without predictions in either, or for a wrong label or probability
 */
export function calibrationOf(
  fitted: readonly Prediction[],
  fittedOn: string,
  made: readonly Prediction[],
): Calibration {
  const temperature = temperatureOf(fitted);
  return { temperature, fittedOn, nFitted: fitted.length, ...probabilityMeasures(tempered(made, temperature)) };
}
