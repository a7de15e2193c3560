import { join } from "node:path";
import { calibrationOf } from "@undertone/evaluation";
import { writeJson } from "../files/atomic-write.ts";
import { pairFold, partnerOf } from "./calibration-pairs.ts";
import { finishedFold } from "./finished-fold.ts";
import { underLabel } from "./protocol.ts";
import { type Run, type TestedFold, trainFold } from "./train-fold.ts";

/**
 * Gives each fold that has none a temperature, by the model of its pair; writes it to the fold's metrics.json.
 *
 * @param tested  of `run.plan`, in folders "fold-1" and so on
 */
export async function calibrateFolds(run: Run, tested: readonly TestedFold[]): Promise<TestedFold[]> {
  const { plan, folder } = run;
  const calibrated: TestedFold[] = [];
  for (const one of tested) {
    if (one.report.calibration) {
      calibrated.push(one);
      continue;
    }
    const i = plan.folds.findIndex(({ name }) => name === one.report.name);
    const partner = partnerOf(i, plan.folds.length);
    const pair = pairFold(plan, i);
    const title = `calibration of folds ${pair.name.replace("calibration-", "").replace("-", " and ")}`;
    const model = (await finishedFold(run, pair, title, pair.name)) ?? (await trainFold(run, pair, title, pair.name));
    const unheard = new Set(plan.folds[partner].test.map(({ path }) => path));
    const fitted = model.predictions.filter(({ path }) => unheard.has(path));
    const fittedOn = `the test side of fold ${partner + 1}, by a model of neither fold`;
    const report = { ...one.report, calibration: calibrationOf(fitted, fittedOn, one.predictions) };
    await writeJson(join(folder, report.folder, "metrics.json"), underLabel(report));
    calibrated.push({ ...one, report });
  }
  return calibrated;
}
