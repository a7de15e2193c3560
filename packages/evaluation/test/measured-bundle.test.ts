import { calibrationOf, judged, type Prediction, shippedMeasures } from "@undertone/evaluation";
import { describe, expect, it } from "vitest";

const LABELS = ["angry", "sad"];
const made: Prediction[] = [0, 1, 1, 0].map((truth, i) => ({
  ...{ path: `${i}.wav`, corpus: "own", speaker: `s${i % 2}`, truth, predicted: i % 2 },
  probabilities: i % 2 ? [0.1, 0.9] : [0.9, 0.1],
}));
const judgement = judged(made, LABELS, 1);

describe("what a bundle ships of its measures", () => {
  it("is measured at the temperature that it is shipped with", () => {
    const calibration = calibrationOf(made, "themselves", made);
    const { metrics, temperature } = shippedMeasures({ ...judgement, calibration, protocolLabel: "speaker (x)" });
    expect(temperature).toBe(calibration.temperature);
    expect(metrics).toEqual({
      ...{ uar: 0.5, accuracy: 0.5, macroF1: 0.5, weightedF1: 0.5, nUtterances: 4 },
      ...{ nll: calibration.nll, ece: calibration.ece },
      ...{ uarLow: judgement.interval!.low, uarHigh: judgement.interval!.high },
    });
    expect(calibration.ece).not.toBe(judgement.ece);
  });

  it("is of untempered probabilities, without an interval, where there is neither", () => {
    const { metrics, temperature } = shippedMeasures({ ...judgement, interval: null, protocolLabel: "speaker (x)" });
    expect(temperature).toBeNull();
    expect(metrics.ece).toBe(judgement.ece);
    expect(metrics).not.toHaveProperty("uarLow");
  });

  it("is named leaky where it is", () => {
    const { metrics } = shippedMeasures({ ...judgement, protocolLabel: "leaky (copies)" });
    expect(Object.keys(metrics).every((name) => name.startsWith("leaky "))).toBe(true);
    expect(metrics["leaky uar"]).toBe(0.5);
  });
});
