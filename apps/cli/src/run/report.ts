import { join } from "node:path";
import { ensemblePredictions } from "@undertone/evaluation";
import { writeAtomic } from "../files/atomic-write.ts";
import { readJsonIfThere } from "../files/read-file.ts";
import { fileSize } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type ReadRun, readRun } from "./read-run.ts";
import { REPORT_NAME, runHtml } from "./run-html.ts";
import { orderPath, type RunOrder } from "./run-order.ts";
import { readSeedsOrder, seedFolder } from "./seeds-order.ts";
import { hardestSpectrograms, type WaveformSource, waveformsIn } from "./spectrograms.ts";

/** What `undertone report` was asked for. */
export interface ReportArguments {
  out?: string;
}

/** `undertone report`. */
export async function report(run: string, options: ReportArguments, terminal: Terminal): Promise<void> {
  const { path, byteLength } = await writeReport(run, options);
  terminal.print(`${path}, ${fileSize(byteLength)}: open it in a browser`);
  terminal.result({ path, byteLength });
}

/**
 * Writes the report of a run, or of one by several seeds, by what its folder holds.
 *
 * @param waveformOf  gives recordings by their paths, at the sample rate of spectrograms; left out: from where the run found them
 */
export async function writeReport(
  folder: string,
  { out = join(folder, REPORT_NAME), waveformOf }: ReportArguments & { waveformOf?: WaveformSource } = {},
): Promise<{ path: string; byteLength: number }> {
  const { runs, command } = await readRuns(folder);
  const made = ensemblePredictions(runs.map(({ folds }) => folds.flatMap(({ predictions }) => predictions)));
  const spectrograms = await hardestSpectrograms(made, waveformOf ?? (await recordingsOf(runs[0].folder)));
  const bytes = new TextEncoder().encode(runHtml(runs, command, spectrograms));
  await writeAtomic(out, bytes);
  return { path: out, byteLength: bytes.length };
}

/** The runs of all seeds in a folder, or the one run that it is, and the words that repeat it. */
async function readRuns(folder: string): Promise<{ runs: ReadRun[]; command: readonly string[] }> {
  const order = await readSeedsOrder(folder);
  if (!order) {
    const run = await readRun(folder);
    return { runs: [run], command: run.report.command };
  }
  const runs: ReadRun[] = [];
  for (const seed of order.seeds) runs.push(await readRun(seedFolder(folder, seed)));
  return { runs, command: ["undertone", ...order.args] };
}

/** Where a run found its recordings; nowhere for one that noted no folder, as the demo. */
async function recordingsOf(run: string): Promise<WaveformSource> {
  const order = await readJsonIfThere<RunOrder>(orderPath(run));
  return order ? waveformsIn(order.corpusPath) : null;
}
