import { join } from "node:path";
import { type Calibration, calibratedByOtherFolds, calibrationOf } from "@undertone/evaluation";
import { writeJson } from "../files/atomic-write.ts";
import { pairFold, partnerOf } from "./calibration-pairs.ts";
import { finishedFold } from "./finished-fold.ts";
import { underLabel } from "./protocol.ts";
import { type Run, type TestedFold, trainFold } from "./train-fold.ts";

/**
 * Gives each fold that has none a temperature, where there is one to give; writes it to the fold's metrics.json.
 *
 * @param tested  of `run.plan`, in folders "fold-1" and so on
 * @param pairs   by a further model for each two folds, in place of the other folds' models
 */
export async function calibrateFolds(run: Run, tested: readonly TestedFold[], pairs: boolean): Promise<TestedFold[]> {
  const byOthers = calibratedByOtherFolds(tested.map(({ predictions }) => predictions));
  const calibrated: TestedFold[] = [];
  for (const [i, one] of tested.entries()) {
    const calibration = one.report.calibration ?? (pairs ? await byPair(run, one) : byOthers[i]);
    const report = { ...one.report, calibration };
    if (calibration !== one.report.calibration) {
      await writeJson(join(run.folder, report.folder, "metrics.json"), underLabel(report));
    }
    calibrated.push({ ...one, report });
  }
  return calibrated;
}

/** The temperature of a fold by the model of its pair, trained unless that is there. */
async function byPair(run: Run, { report, predictions }: TestedFold): Promise<Calibration> {
  const { plan } = run;
  const i = plan.folds.findIndex(({ name }) => name === report.name);
  const partner = partnerOf(i, plan.folds.length);
  const pair = pairFold(plan, i);
  const title = `calibration of folds ${pair.name.replace("calibration-", "").replace("-", " and ")}`;
  const model = (await finishedFold(run, pair, title, pair.name)) ?? (await trainFold(run, pair, title, pair.name));
  const unheard = new Set(plan.folds[partner].test.map(({ path }) => path));
  const fitted = model.predictions.filter(({ path }) => unheard.has(path));
  return calibrationOf(fitted, `the test side of fold ${partner + 1}, by a model of neither fold`, predictions);
}
