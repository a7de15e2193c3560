import { join } from "node:path";
import type { Fold } from "@undertone/corpus";
import { CommandError } from "../errors.ts";
import { readBundle } from "../files/read-bundle.ts";
import { readJsonIfThere } from "../files/read-file.ts";
import { removeCheckpoints } from "./checkpoints.ts";
import { predictions } from "./judge.ts";
import { fromUnderLabel } from "./protocol.ts";
import type { Recording } from "./recording.ts";
import type { FoldReport } from "./run-report.ts";
import type { Run, TestedFold } from "./train-fold.ts";

/**
 * A fold that an earlier process trained and tested, its predictions made again; null if there is none.
 *
 * @param folder  within the run
 * @throws BundleError or CommandError if its model is not the one that was tested
 */
export async function finishedFold(
  { folder: root, terminal, signal }: Run,
  fold: Fold<Recording>,
  title: string,
  folder: string,
): Promise<TestedFold | null> {
  const report = fromUnderLabel(await readJsonIfThere<FoldReport>(join(root, folder, "metrics.json")));
  if (!report) return null;

  const path = join(root, folder, "model.undertone");
  const bundle = await readBundle(path);
  const { weightsSha256 } = bundle.training;
  if (weightsSha256 !== report.weightsSha256) {
    throw new CommandError(
      `${path}: weightsSha256 is ${weightsSha256}, expected ${report.weightsSha256} as in metrics.json`,
    );
  }
  const phase = terminal.phase({
    title: `${title}, read`,
    total: fold.test.length,
    unit: "utterances",
    lines: "timed",
  });
  const made = await predictions({ bundle, path }, fold.test, phase, signal);
  await removeCheckpoints(join(root, folder));
  return { report, predictions: made, model: { bundle, path } };
}
