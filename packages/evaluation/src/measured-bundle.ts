import { type Bundle, calibratedBundle } from "@undertone/core";
import { isLeakyLabel } from "@undertone/corpus";
import type { Calibration } from "./calibrated.ts";
import type { Judgement } from "./judgement.ts";

/** What a bundle is given beside what its training knew. */
export interface ShippedMeasures {
  /** of what the bundle gives out, so of probabilities at its temperature */
  metrics: Record<string, number>;
  /** null: probabilities as they were trained */
  temperature: number | null;
  /** whom the metrics hold for */
  protocol: string;
}

/** What was measured of a model, ready to be shipped. */
export type MeasuredJudgement = Pick<Judgement, "metrics" | "interval" | "nll" | "ece"> & {
  protocolLabel: string;
  /** left out in what earlier versions wrote */
  calibration?: Calibration | null;
};

/**
 * A judgement's measures as a bundle carries them, and the temperature at which they hold: "uar", or "leaky uar" under a leaky
 * label.
 */
export function shippedMeasures(measured: MeasuredJudgement): Pick<ShippedMeasures, "metrics" | "temperature"> {
  const { metrics, interval, calibration, protocolLabel } = measured;
  const { accuracy, uar, macroF1, weightedF1, nUtterances } = metrics;
  const { nll, ece } = calibration ?? measured;
  const measures = {
    ...{ uar, accuracy, macroF1, weightedF1, nll, ece, nUtterances },
    ...(interval && { uarLow: interval.low, uarHigh: interval.high }),
  };
  const named = Object.entries(measures).map(([name, value]) => [
    isLeakyLabel(protocolLabel) ? `leaky ${name}` : name,
    value,
  ]);
  return { metrics: Object.fromEntries(named), temperature: calibration?.temperature ?? null };
}

/** A trained bundle with what was measured of it, at its temperature. */
export function measuredBundle(bundle: Bundle, { metrics, temperature, protocol }: ShippedMeasures): Bundle {
  const measured = { ...bundle, training: { ...bundle.training, metrics, protocol } };
  return temperature === null ? measured : calibratedBundle(measured, temperature);
}
