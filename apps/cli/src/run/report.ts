import { join } from "node:path";
import { ensemblePredictions } from "@undertone/evaluation";
import { writeAtomic } from "../files/atomic-write.ts";
import { readJsonIfThere } from "../files/read-file.ts";
import { fileSize } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readRuns } from "./read-run.ts";
import { REPORT_NAME, runHtml } from "./run-html.ts";
import { orderPath, type RunOrder } from "./run-order.ts";
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

/** Where a run found its recordings; nowhere for one that noted no folder, as the demo. */
async function recordingsOf(run: string): Promise<WaveformSource> {
  const order = await readJsonIfThere<RunOrder>(orderPath(run));
  return order ? waveformsIn(order.corpusPath) : null;
}
