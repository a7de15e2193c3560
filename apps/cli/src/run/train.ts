import { join } from "node:path";
import { UsageError } from "../errors.ts";
import type { LoadingArguments } from "../options.ts";
import type { Context, Terminal } from "../terminal/terminal.ts";
import { underLabel } from "./protocol.ts";
import { writeReport } from "./report.ts";
import { readSeedsOrder } from "./seeds-order.ts";
import { judgementText } from "./summary-text.ts";
import { type CompleteRun, resumeRun, trainRun } from "./train-run.ts";
import { resumeSeeds, trainSeeds } from "./train-seeds.ts";
import { overFoldsText } from "./train-text.ts";
import type { TrainArguments } from "./training-options.ts";

/** What is asked for of several seeds. */
export interface SeedsArguments {
  seeds?: number[];
  ensemble?: true;
}

/** `undertone train`. */
export async function train(
  folders: readonly string[],
  options: TrainArguments & SeedsArguments,
  loading: LoadingArguments,
  context: Context,
  terminal: Terminal,
): Promise<void> {
  const { seeds, ensemble = false, ...one } = options;
  if (seeds) return trainSeeds(folders, one, { seeds, ensemble }, loading, context, terminal);
  if (ensemble) throw new UsageError("ensemble is given, expected --seeds with it");
  await tell(await trainRun(folders, one, loading, context, terminal), terminal);
}

/** `undertone train --resume`. */
export async function resume(
  run: string,
  loading: LoadingArguments,
  context: Context,
  terminal: Terminal,
): Promise<void> {
  const seeds = await readSeedsOrder(run);
  if (seeds) return resumeSeeds(run, seeds, loading, context, terminal);
  await tell(await resumeRun(run, loading, context, terminal), terminal);
}

async function tell({ folder: run, report }: CompleteRun, terminal: Terminal): Promise<void> {
  const { summary, calibration, protocolLabel, folds } = report;
  const title =
    folds.length > 1 ? `${folds.length} folds pooled, each utterance tested once` : `${folds[0].folder} alone`;
  terminal.print(`\n${title}\n${judgementText({ ...report, metrics: summary.pooled }, calibration, protocolLabel)}`);
  if (folds.length > 1) terminal.print(`\n${overFoldsText(report)}`);
  const { path } = await writeReport(run);
  terminal.print(
    `\nEvery number is in ${join(run, "metrics.json")}, the report in ${path}.\nNext: undertone bundle ${run}`,
  );
  terminal.result(underLabel({ run, ...report }));
}
