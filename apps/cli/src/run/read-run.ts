import { join } from "node:path";
import type { Prediction, ReportEpoch } from "@undertone/evaluation";
import { CommandError } from "../errors.ts";
import { parseCsv } from "../files/parse-csv.ts";
import { readJsonIfThere, readText } from "../files/read-file.ts";
import { fromUnderLabel } from "./protocol.ts";
import type { FoldReport, RunReport } from "./run-report.ts";
import { readSeedsOrder, seedFolder } from "./seeds-order.ts";

/** A fold of a run, as its folder tells of it. */
export interface ReadFold {
  report: FoldReport;
  predictions: Prediction[];
  history: ReportEpoch[];
}

/** What a run's folder tells of its tests. */
export interface ReadRun {
  folder: string;
  report: RunReport;
  folds: ReadFold[];
}

/**
 * Reads what `undertone train` or `undertone demo` has written of its tests.
 *
 * @throws CommandError if the folder holds no run that was tested, or a file of it is not as it was written
 */
export async function readRun(folder: string): Promise<ReadRun> {
  const path = join(folder, "metrics.json");
  const report = fromUnderLabel(await readJsonIfThere<RunReport>(path));
  if (!report)
    throw new CommandError(
      `${folder}: holds no run that was tested, expected metrics.json as undertone train writes it`,
    );
  if (!Array.isArray(report.folds) || report.folds.length === 0 || !Array.isArray(report.labels)) {
    throw new CommandError(`${path}: is no run's, expected what undertone train writes`);
  }
  const folds: ReadFold[] = [];
  for (const fold of report.folds) {
    const own = join(folder, fold.folder);
    folds.push({
      report: fold,
      predictions: await readPredictions(join(own, "predictions.csv"), report.labels),
      history: await readHistory(join(own, "history.jsonl")),
    });
  }
  return { folder, report, folds };
}

/**
 * Reads the runs of all seeds in a folder of `undertone train --seeds`, or the one run that a folder is.
 *
 * @returns  at least one run, and the words that repeat them
 * @throws CommandError as `readRun`
 */
export async function readRuns(folder: string): Promise<{ runs: ReadRun[]; command: readonly string[] }> {
  const order = await readSeedsOrder(folder);
  if (!order) {
    const run = await readRun(folder);
    return { runs: [run], command: run.report.command };
  }
  const runs: ReadRun[] = [];
  for (const seed of order.seeds) runs.push(await readRun(seedFolder(folder, seed)));
  return { runs, command: ["undertone", ...order.args] };
}

/** @throws CommandError unless the table is what `predictionsCsv` writes for these labels */
async function readPredictions(path: string, labels: readonly string[]): Promise<Prediction[]> {
  const [head = [], ...rows] = parseCsv(await readText(path));
  const expected = ["path", "corpus", "speaker", "label", "predicted", ...labels, "protocol"];
  if (head.join() !== expected.join()) {
    throw new CommandError(`${path}: columns are ${head.join()}, expected ${expected.join()}`);
  }
  if (rows.length === 0) throw new CommandError(`${path}: holds 0 predictions, expected at least 1`);
  return rows.map(([utterance, corpus, speaker, label, predicted, ...values], i) => {
    const probabilities = values.slice(0, -1).map(Number);
    const [truth, found] = [label, predicted].map((name) => labels.indexOf(name));
    const isSound = probabilities.length === labels.length && probabilities.every((p) => p >= 0 && p <= 1);
    if (truth < 0 || found < 0 || !isSound) {
      throw new CommandError(`${path}: row ${i + 1} is no prediction, expected labels and their probabilities`);
    }
    return {
      path: utterance,
      corpus,
      speaker: speaker === "" ? null : speaker,
      truth,
      predicted: found,
      probabilities,
    };
  });
}

/** The epochs of a training; none where it left no history. */
async function readHistory(path: string): Promise<ReportEpoch[]> {
  const text = await readText(path).catch(() => "");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => fromUnderLabel(JSON.parse(line) as ReportEpoch));
}
