import { calibratedByOtherFolds, calibrationOf, type Prediction } from "@undertone/evaluation";
import { describe, expect, it } from "vitest";

/** A speaker's predictions of two labels: right as often as `right` says, always as sure as `sure`. */
function said(speaker: string | null, sure: number, right: readonly boolean[]): Prediction[] {
  return right.map((isRight, i) => ({
    ...{ path: `${speaker}-${i}`, corpus: "x", speaker, truth: i % 2 },
    predicted: isRight ? i % 2 : 1 - (i % 2),
    probabilities: isRight === (i % 2 === 0) ? [sure, 1 - sure] : [1 - sure, sure],
  }));
}

const [ada, ben, eve] = [
  said("ada", 0.9, [true, true, false, true]),
  said("ben", 0.9, [true, false, true, true]),
  said("eve", 0.6, [true, true, true, false, true]),
];

describe("calibratedByOtherFolds", () => {
  it("fits each fold's temperature on the others, and measures it on its own", () => {
    const fittedOn = "the other folds' predictions of other speakers";
    expect(calibratedByOtherFolds([ada, ben, eve])).toEqual([
      calibrationOf([...ben, ...eve], fittedOn, ada),
      calibrationOf([...ada, ...eve], fittedOn, ben),
      calibrationOf([...ada, ...ben], fittedOn, eve),
    ]);
  });

  it("does not learn from a fold's own answers", () => {
    const wrong = ada.map((one) => ({ ...one, truth: 1 - one.truth }));
    const temperatures = [ada, wrong].map((made) => calibratedByOtherFolds([made, ben, eve])[0]!.temperature);
    expect(temperatures[0]).toBe(temperatures[1]);
    expect(calibratedByOtherFolds([wrong, ben])[1]!.temperature).not.toBe(temperatures[0]);
  });

  it("leaves out the fold's own speakers in other folds, as under unseen sentences", () => {
    const parts = [ada.slice(0, 2), ada.slice(2), eve];
    expect(calibratedByOtherFolds(parts).map((one) => one?.nFitted)).toEqual([5, 5, 4]);
  });

  it.each([
    ["for one fold", [ada]],
    ["where every fold has the same voices", [ada.slice(0, 2), ada.slice(2)]],
    ["where a speaker is unknown", [ada, said(null, 0.7, [true])]],
    ["for a fold without predictions", [ada, []]],
  ])("gives none %s", (_, folds) => {
    for (const one of calibratedByOtherFolds(folds)) expect(one).toBeNull();
  });
});
