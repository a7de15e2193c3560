import { join } from "node:path";
import { foldPlanToJson } from "@undertone/corpus";
import { Interrupted } from "../errors.ts";
import { writeJson } from "../files/atomic-write.ts";
import { createAudioReader } from "../files/audio-reader.ts";
import type { Context, Terminal } from "../terminal/terminal.ts";
import { type DecodedCorpus, decodeCorpus } from "./decode-corpus.ts";
import { startEngine } from "./engine.ts";
import { loadRecipe } from "./load-recipe.ts";
import { assertUtterances, openCorpus } from "./open-corpus.ts";
import { isSynthetic, protocolLabel } from "./protocol.ts";
import { labelsOf } from "./recording.ts";
import { claimRunFolder, removeIfUnused } from "./run-folder.ts";
import { type RunReport, runReport } from "./run-report.ts";
import { type Run, type TestedFold, trainFinal, trainFold } from "./train-fold.ts";
import { divisionText, finalText, foldText, headText } from "./train-text.ts";
import { divisionFor, type TrainArguments } from "./training-options.ts";

/**
 * Trains and tests fold by fold, then trains a model of all speakers, and writes all of it to the run's folder.
 *
 * @returns the folder, and what its metrics.json holds
 */
export async function trainRun(
  corpus: string,
  options: TrainArguments,
  context: Context,
  terminal: Terminal,
): Promise<{ folder: string; report: RunReport }> {
  const { signal } = context;
  const recipe = await loadRecipe(options.recipe, options);
  const listing = await openCorpus(corpus, options, signal);
  assertUtterances(corpus, listing);
  divisionFor(listing.utterances, options, recipe);

  const folder = await claimRunFolder(options.out, corpus, recipe);
  const finished: string[] = [];
  try {
    const engine = await startEngine();
    const reader = await createAudioReader(recipe.input.features.sampleRate, engine.dsp);
    const decoded = await decodeCorpus(corpus, listing.utterances, reader, terminal, signal);
    const { recordings } = decoded;
    const labels = labelsOf(recordings);
    const { plan, final: finalFold } = divisionFor(recordings, options, recipe);
    const label = protocolLabel(plan.protocol, isSynthetic(recordings));
    const run: Run = { folder, recipe, labels, plan, protocolLabel: label, engine, terminal, signal };
    await writeJson(join(folder, "corpus.json"), { folder: corpus, options, ...listing, ...troublesOf(decoded) });
    await writeJson(join(folder, "folds.json"), foldPlanToJson(plan));
    terminal.print(`${headText(corpus, recordings, divisionText(plan, label), recipe)}\nrun folder ${folder}\n`);

    const folds = await trainFolds(run, options.fold, finished);
    const about = { args: context.args, corpus, recordings, nBroken: decoded.broken.length };
    const tested = runReport(run, folds, { ...about, final: null });
    const metrics = join(folder, "metrics.json");
    // Whoever interrupts the final model has the numbers of the folds all the same.
    await writeJson(metrics, tested);
    finished.push("metrics.json");
    if (!finalFold) return { folder, report: tested };

    const final = await trainFinal(run, finalFold);
    terminal.print(finalText(final));
    const report = { ...tested, final };
    await writeJson(metrics, report);
    return { folder, report };
  } catch (error) {
    if (await removeIfUnused(folder).catch(() => false)) throw error;
    throw error instanceof Interrupted ? new Interrupted(keptText(folder, finished)) : error;
  }
}

/** @param finished  what an interruption leaves whole: gets the folder of each fold that is done */
async function trainFolds(run: Run, only: number | undefined, finished: string[]): Promise<TestedFold[]> {
  const { plan, terminal } = run;
  const tested: TestedFold[] = [];
  for (const [i, fold] of plan.folds.entries()) {
    if (only !== undefined && only !== i + 1) continue;
    const title = `fold ${i + 1} of ${plan.folds.length}`;
    const one = await trainFold(run, fold, title, `fold-${i + 1}`);
    terminal.print(foldText(title, one.report));
    tested.push(one);
    finished.push(one.report.folder);
  }
  return tested;
}

const troublesOf = ({ broken, warnings }: DecodedCorpus) => ({ broken, warnings });

function keptText(folder: string, finished: readonly string[]): string {
  return finished.length > 0
    ? `${folder} keeps ${finished.join(", ")} and the history of what was under way`
    : `${folder} keeps no model, only what was under way`;
}
