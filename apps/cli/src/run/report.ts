import { join } from "node:path";
import { writeAtomic } from "../files/atomic-write.ts";
import { readJsonIfThere } from "../files/read-file.ts";
import { fileSize } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readRun } from "./read-run.ts";
import { REPORT_NAME, runHtml } from "./run-html.ts";
import { orderPath, type RunOrder } from "./run-order.ts";
import { hardestSpectrograms, type WaveformSource, waveformsIn } from "./spectrograms.ts";

/** What `undertone report` was asked for. */
export interface ReportArguments {
  out?: string;
}

/** `undertone report`. */
export async function report(run: string, { out }: ReportArguments, terminal: Terminal): Promise<void> {
  const { path, byteLength } = await writeReport(run, await recordingsOf(run), out);
  terminal.print(`${path}, ${fileSize(byteLength)}: open it in a browser`);
  terminal.result({ path, byteLength });
}

/**
 * Writes the report of a run by what its folder holds.
 *
 * @param waveformOf  gives recordings by their paths, at the sample rate of spectrograms
 */
export async function writeReport(
  run: string,
  waveformOf: WaveformSource,
  out: string = join(run, REPORT_NAME),
): Promise<{ path: string; byteLength: number }> {
  const read = await readRun(run);
  const spectrograms = await hardestSpectrograms(
    read.folds.flatMap(({ predictions }) => predictions),
    waveformOf,
  );
  const bytes = new TextEncoder().encode(runHtml(read, spectrograms));
  await writeAtomic(out, bytes);
  return { path: out, byteLength: bytes.length };
}

/** Where a run found its recordings; nowhere for one that noted no folder, as the demo. */
export async function recordingsOf(run: string): Promise<WaveformSource> {
  const order = await readJsonIfThere<RunOrder>(orderPath(run));
  return order ? waveformsIn(order.corpusPath) : null;
}
