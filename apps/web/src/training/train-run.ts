import { canonicalJson, encodeBundle, sha256Hex } from "@undertone/core";
import {
  calibratedByOtherFolds,
  calibrationOverFolds,
  judged,
  measuredBundle,
  shippedMeasures,
  summaryOverFolds,
} from "@undertone/evaluation";
import type { Dsp } from "@undertone/kernels/dsp";
import { recipeSha256 } from "@undertone/trainer";
import manifest from "../../package.json" with { type: "json" };
import { type DividedCorpus, divide, isSound } from "./divide.ts";
import type { TrainedModel } from "./kept/keeping.ts";
import { openKeeping, UNKEPT } from "./kept/keeping.ts";
import type { TrainingOrder } from "./kept/order.ts";
import type { OpenCorpus } from "./open-corpus.ts";
import type { TrainingChoice, TrainingReport } from "./services.ts";
import { SYNTHETIC_NAME } from "./settings.ts";
import { type Run, type TestedFold, trainFold, trainModel } from "./train-fold.ts";

/** What a run left behind: its report, and all that the report as a file is made of. */
export interface FinishedRun {
  corpus: OpenCorpus;
  divided: DividedCorpus;
  folds: TestedFold[];
  report: TrainingReport;
}

/** How a run is asked for and watched. */
export interface RunOptions extends Pick<Run, "report" | "gate" | "signal"> {
  choice: TrainingChoice;
  /** goes on with what a page before this one kept of it */
  resume: boolean;
}

/**
 * Trains and tests a fold, or all of them and then a model of all speakers, as `undertone train` does.
 *
 * @throws RangeError if the choice does not fit the corpus; Error if the division is unsound and the choice does not say so, or
 *         if what is to be resumed is of other recordings; as `train`; the signal's reason when aborted
 */
export async function trainRun(dsp: Dsp, corpus: OpenCorpus, options: RunOptions): Promise<FinishedRun> {
  const { choice, resume, report, gate, signal } = options;
  const divided = divide(corpus, choice);
  const { recipe, plan, protocolLabel, audit } = divided;
  if ((audit.split?.broken.length ?? 0) > 0 && !choice.unsound) {
    throw new Error("the division is unsound, expected that to be asked for by name: see the audit");
  }
  return alone(async (isAlone) => {
    const notice = (text: string) => report({ kind: "notice", text });
    if (!isAlone) notice("Another tab trains: of this training nothing is kept, and a reload would lose it.");
    const keeping = isAlone ? await openKeeping(orderOf(corpus, choice), resume, notice) : UNKEPT;
    const run: Run = {
      ...{ dsp, recipe, labels: plan.labels, protocolLabel, nFolds: divided.folds.length },
      ...{ keeping, report, gate, signal },
    };
    const folds: TestedFold[] = [];
    for (const [i, fold] of divided.folds.entries()) folds.push(await trainFold(run, fold, i + 1));
    const final = divided.final && (await trainModel(run, divided.final, null));
    await keeping.end();
    const calibrated = withTemperatures(folds);
    return { corpus, divided, folds: calibrated, report: reportOf(run, divided, calibrated, final) };
  });
}

/** Folds whose models nobody validated, at the temperatures of `calibratedByOtherFolds`, as the command calibrates them. */
function withTemperatures(folds: readonly TestedFold[]): TestedFold[] {
  const byOthers = calibratedByOtherFolds(folds.map(({ predictions }) => predictions));
  return folds.map((one, i) => {
    const calibration = one.result.calibration ?? byOthers[i];
    return { ...one, result: { ...one.result, calibration } };
  });
}

function reportOf(
  { recipe, labels, protocolLabel }: Run,
  divided: DividedCorpus,
  folds: TestedFold[],
  final: TrainedModel | null,
): TrainingReport {
  const made = folds.flatMap(({ predictions }) => predictions);
  const results = folds.map(({ result }) => result);
  const judgement = judged(made, labels, recipe.seed);
  const calibration = calibrationOverFolds(
    folds.map(({ result, predictions }) => ({ calibration: result.calibration, predictions })),
  );
  // What is shipped is what was measured: one model, or the model of all speakers by the folds' models.
  const measured = final ? { ...judgement, calibration } : results[0];
  const protocol = final ? `${protocolLabel}, by the models of ${folds.length} folds` : protocolLabel;
  const shipped = { ...shippedMeasures({ ...measured, protocolLabel }), protocol };
  return {
    ...judgement,
    ...{ protocolLabel, sound: isSound(divided), labels: [...labels] },
    recipe: { name: recipe.name, sha256: recipeSha256(recipe), seed: recipe.seed },
    folds: results,
    summary: summaryOverFolds(results.map(({ metrics }) => metrics)),
    calibration: final ? calibration : results[0].calibration,
    final: final && {
      keptEpoch: final.keptEpoch,
      epochs: final.history.length,
      weightsSha256: final.bundle.training.weightsSha256,
    },
    bundle: new Uint8Array(encodeBundle(measuredBundle((final ?? folds[0]).bundle, shipped))),
  };
}

function orderOf({ table, recordings, files }: OpenCorpus, choice: TrainingChoice): TrainingOrder {
  const { name } = table;
  const heard = recordings.map(({ path, label, speaker }, i) => [path, label, speaker, files[i].sha256]);
  return {
    undertoneVersion: manifest.version,
    source: { kind: name === SYNTHETIC_NAME ? "synthetic" : "folder", name },
    choice,
    corpusSha256: sha256Hex(new TextEncoder().encode(canonicalJson(heard))),
  };
}

/** Runs `body` while no other tab trains, or tells it that one does. */
function alone<T>(body: (isAlone: boolean) => Promise<T>): Promise<T> {
  // Pages that are not secure have neither locks nor storage.
  if (!navigator.locks) return body(true);
  return navigator.locks.request("undertone-training", { ifAvailable: true }, (lock) => body(lock !== null));
}
