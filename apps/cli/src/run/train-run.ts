import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { auditCorpus, auditedLabel, foldPlanToJson, isSynthetic, protocolLabel } from "@undertone/corpus";
import { wantsFinal } from "@undertone/trainer";
import { DiskFullError, Interrupted, isSystemError } from "../errors.ts";
import { writeJson } from "../files/atomic-write.ts";
import { placeOf } from "../files/common-folder.ts";
import { takeLock } from "../files/lock.ts";
import { readJsonIfThere } from "../files/read-file.ts";
import type { LoadingArguments } from "../options.ts";
import type { Context, Terminal } from "../terminal/terminal.ts";
import { assertSound, auditPath, readAudit } from "./audit.ts";
import { auditText } from "./audit-text.ts";
import { calibrateFolds } from "./calibrate-folds.ts";
import { removeCheckpoints } from "./checkpoints.ts";
import { decodeAgain, decodeCorpus } from "./decode-corpus.ts";
import { type Engine, withEngine } from "./engine.ts";
import { finishedFold } from "./finished-fold.ts";
import { labelMapping, mappingText } from "./label-mapping.ts";
import { loadRecipe } from "./load-recipe.ts";
import { assertNamed, namedRecordings } from "./named-recordings.ts";
import { assertUtterances, openCorpus } from "./open-corpus.ts";
import { probeCorpora, probeText } from "./probe.ts";
import { fromUnderLabel, underLabel } from "./protocol.ts";
import type { Recording } from "./recording.ts";
import { assertUnused, claimRunFolder, LOCK_NAME, removeIfEmpty, removeUnfinishedIn } from "./run-folder.ts";
import {
  orderPath,
  type RunOrder,
  readOrder,
  readRunCorpus,
  runOrder,
  writeOrder,
  writeRunCorpus,
} from "./run-order.ts";
import { type RunReport, runReport } from "./run-report.ts";
import { assertTeaching, openTeachers } from "./teachers.ts";
import { FINAL_FOLDER, type Run, type TestedFold, trainFinal, trainFold } from "./train-fold.ts";
import { divisionText, finalText, foldText, headText } from "./train-text.ts";
import { divisionFor, type TrainArguments } from "./training-options.ts";
import { countWorkers, TrainingWorkerError } from "./training-workers.ts";

/** A run that is complete: its folder, and what its metrics.json holds. */
export interface CompleteRun {
  folder: string;
  report: RunReport;
}

/**
 * Trains and tests fold by fold, then trains a model of all speakers, and writes all of it to the run's folder.
 *
 * @param loading  workers, for loading and as in `countWorkers`, and cache; decides nothing of what is written
 */
export async function trainRun(
  corpora: readonly string[],
  options: TrainArguments,
  loading: LoadingArguments,
  context: Context,
  terminal: Terminal,
): Promise<CompleteRun> {
  const recipe = await loadRecipe(options.recipe, options);
  assertNamed(recipe, options.recordings);
  assertTeaching(recipe, options);
  const place = placeOf(corpora);
  const listing = await openCorpus(place.root, options, context.signal, place.folders);
  assertUtterances(place.name, listing);
  divisionFor(listing.utterances, options, recipe);

  const folder = await claimRunFolder(options.out, place.shortName, recipe.name);
  return holding(folder, terminal, async () => {
    await assertUnused(folder);
    const order = runOrder(place, options, recipe, context.args);
    await writeOrder(folder, order);
    try {
      return await execute(folder, order, loading, context, terminal);
    } catch (error) {
      const goesOn = [Interrupted, DiskFullError, TrainingWorkerError].some((Kind) => error instanceof Kind);
      // Of a run that could not begin nothing is kept.
      if (!goesOn && !(await readRunCorpus(folder))) await rm(orderPath(folder));
      throw error;
    }
  });
}

/**
 * Ends a run that was stopped, by the same bits as if it had not been.
 *
 * @throws CommandError if the folder holds no run, another process works on it, or a recording has changed
 */
export async function resumeRun(
  folder: string,
  loading: LoadingArguments,
  context: Context,
  terminal: Terminal,
): Promise<CompleteRun> {
  const order = await readOrder(folder);
  return holding(folder, terminal, () => execute(folder, order, loading, context, terminal));
}

/** Runs `body` while no other process may work in the folder. */
async function holding<T>(folder: string, terminal: Terminal, body: () => Promise<T>): Promise<T> {
  const lock = await takeLock(join(folder, LOCK_NAME), terminal.warn);
  try {
    await removeUnfinishedIn(folder);
    return await body();
  } finally {
    lock.release();
    await removeIfEmpty(folder);
  }
}

/**
 * Does what is left of a run.
 *
 * @throws Interrupted, DiskFullError or TrainingWorkerError that says how to go on
 */
async function execute(
  folder: string,
  order: RunOrder,
  loading: LoadingArguments,
  { signal }: Context,
  terminal: Terminal,
): Promise<CompleteRun> {
  try {
    const written = fromUnderLabel(await readJsonIfThere<RunReport>(reportPath(folder)));
    const isComplete = written !== null && (written.final !== null || !wantsFinal(order.options));
    if (isComplete) terminal.print(`${folder} is complete: nothing is left to train`);
    const report = isComplete
      ? written
      : await withEngine(countWorkers(order.recipe, loading.workers), (engine) =>
          reportOf(folder, order, loading, engine, signal, terminal),
        );
    await removeCheckpoints(join(folder, FINAL_FOLDER));
    return { folder, report };
  } catch (error) {
    const how = `npx undertone train --resume ${folder} goes on`;
    if (error instanceof Interrupted) throw new Interrupted(`${folder} keeps ${await keptText(folder)}; ${how}`);
    if (error instanceof TrainingWorkerError)
      throw new TrainingWorkerError(`${error.message}; ${how}`, { cause: error });
    throw isSystemError(error, "ENOSPC", "EDQUOT") ? new DiskFullError(error, how) : error;
  }
}

/** What an interruption leaves: whole folds, and the numbers of all of them. */
async function keptText(folder: string): Promise<string> {
  const paths = (await readdir(folder, { recursive: true })).sort();
  const folds = paths
    .map((path) => dirname(path))
    .filter((name, i) => name !== "." && paths[i].endsWith("metrics.json"));
  const whole = [...folds, ...paths.filter((path) => path === "metrics.json")];
  return whole.length > 0 ? `${whole.join(", ")} and what was under way` : "what was under way";
}

const reportPath = (folder: string) => join(folder, "metrics.json");

async function reportOf(
  folder: string,
  order: RunOrder,
  loading: LoadingArguments,
  engine: Engine,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<RunReport> {
  const { corpus, options, recipe } = order;
  const { recordings, nBroken } = await recordingsOf(folder, order, loading, signal, terminal);
  const division = divisionFor(recordings, options, recipe);
  const { plan } = division;
  const { labels } = plan;
  const audit = await readAudit(folder);
  const label = auditedLabel(protocolLabel(plan.protocol, isSynthetic(recordings)), audit);
  const named = { recipe, folders: options.recordings ?? {} };
  const run: Run = {
    ...{ folder, resumable: true, recipe, labels, plan, protocolLabel: label, engine, terminal, signal },
    namedRecordings: await namedRecordings(folder, named, loading, terminal, signal),
    teachersOf: await openTeachers(options, division),
  };
  await writeJson(join(folder, "recipe.json"), recipe);
  await writeJson(join(folder, "folds.json"), foldPlanToJson(plan));
  const mapping = labelMapping(recordings);
  const probe = probeCorpora(recordings, recipe, engine.dsp);
  terminal.print(headText(corpus, recordings, divisionText(plan, label, recordings), recipe));
  terminal.print([mappingText(mapping), ...(probe ? [probeText(probe)] : []), `run folder ${folder}\n`].join("\n"));

  const trained = await trainFolds(run, options.fold);
  const folds = await calibrateFolds(run, trained, options.calibrate ?? false);
  const tested = runReport(run, folds, {
    ...{ args: order.args, corpus, recordings, nBroken, audit, mapping, probe, final: null },
  });
  // Whoever interrupts the final model has the numbers of the folds all the same.
  await writeJson(reportPath(folder), underLabel(tested));
  if (!division.final) return tested;

  const final = await trainFinal(run, division.final);
  terminal.print(finalText(final));
  const report = { ...tested, final };
  await writeJson(reportPath(folder), underLabel(report));
  return report;
}

/**
 * What the run trains on: decoded for the first time and noted, or again and held to the note.
 *
 * @throws CommandError or UsageError if that cannot be trained on
 */
async function recordingsOf(
  folder: string,
  { corpus, corpusPath, within, options, recipe }: RunOrder,
  loading: LoadingArguments,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<{ recordings: Recording[]; nBroken: number }> {
  const { sampleRate } = recipe.input.features;
  const noted = await readRunCorpus(folder);
  if (noted) {
    const { utterances, waveforms, broken } = noted;
    const sound = utterances.filter(({ path }) => Object.hasOwn(waveforms, path));
    const decoding = { folder: corpusPath, utterances: sound, sampleRate, options: loading };
    const recordings = await decodeAgain(decoding, waveforms, terminal, signal);
    return { recordings, nBroken: broken.length };
  }

  const listing = await openCorpus(corpusPath, options, signal, within);
  assertUtterances(corpusPath, listing);
  const { utterances } = listing;
  const decoded = await decodeCorpus(
    { folder: corpusPath, utterances, sampleRate, options: loading },
    terminal,
    signal,
  );
  const { recordings, hashes: waveforms, audited: files, broken, warnings } = decoded;
  const division = divisionFor(recordings, options, recipe);
  await openTeachers(options, division);
  const audit = auditCorpus(files, division.plan);
  terminal.print(`${auditText(audit)}\n`);
  if (!options.unsound) assertSound(audit);
  await writeJson(auditPath(folder), audit);
  await writeRunCorpus(folder, { folder: corpus, options, ...listing, broken, warnings, waveforms });
  return { recordings, nBroken: broken.length };
}

async function trainFolds(run: Run, only: number | undefined): Promise<TestedFold[]> {
  const { plan, terminal } = run;
  const tested: TestedFold[] = [];
  for (const [i, fold] of plan.folds.entries()) {
    if (only !== undefined && only !== i + 1) continue;
    const title = plan.protocol === "leaky" ? run.protocolLabel : `fold ${i + 1} of ${plan.folds.length}`;
    const folder = `fold-${i + 1}`;
    const one = (await finishedFold(run, fold, title, folder)) ?? (await trainFold(run, fold, title, folder));
    terminal.print(foldText(title, one.report));
    tested.push(one);
  }
  return tested;
}
