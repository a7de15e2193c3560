import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeWav } from "@undertone/audio";
import { encodeBundle } from "@undertone/core";
import { foldPlanToJson, planFolds, protocolLabel } from "@undertone/corpus";
import { measuredBundle, shippedMeasures } from "@undertone/evaluation";
import { type Recipe, recipeNamed } from "@undertone/trainer";
import { Interrupted, UsageError } from "../errors.ts";
import { writeAtomic, writeJson } from "../files/atomic-write.ts";
import { readBundle } from "../files/read-bundle.ts";
import { table } from "../terminal/format.ts";
import type { Context, Terminal } from "../terminal/terminal.ts";
import { demoRecordings } from "./demo-recordings.ts";
import { type Engine, withEngine } from "./engine.ts";
import { labelMapping } from "./label-mapping.ts";
import { recognitionTable, recognizeFiles } from "./recognize.ts";
import { writeReport } from "./report.ts";
import { REPORT_NAME } from "./run-html.ts";
import { runReport } from "./run-report.ts";
import { judgementText } from "./summary-text.ts";
import { type Run, trainFold } from "./train-fold.ts";
import { divisionText, headText, modelText } from "./train-text.ts";
import { countWorkers } from "./training-workers.ts";

const VALIDATION_SPEAKERS = 3;

/** Of the training, for TensorBoard. */
const EVENTS = /^events\.out\.tfevents\./;

/** The recording of an unseen voice, and what `undertone evaluate` writes beside a model. */
const MADE_THERE = /^synthetic_.*\.wav$|^model-on-.*\.json$/;

/** What else a demo writes. */
const FILES = [
  ...["recipe.json", "folds.json", "history.jsonl", "model.undertone", "predictions.csv", "metrics.json"],
  REPORT_NAME,
];

/** `undertone demo`. */
export async function demo(
  folder: string,
  nWorkers: number | undefined,
  context: Context,
  terminal: Terminal,
): Promise<void> {
  await prepareFolder(folder);
  terminal.print(
    "Everything once, on synthetic voices: the numbers show that all parts work, not how well on real speech.\n",
  );

  const recipe = recipeNamed("demo");
  await withEngine(countWorkers(recipe, nWorkers), (engine) => demonstrate(folder, recipe, engine, context, terminal));
}

async function demonstrate(
  folder: string,
  recipe: Recipe,
  engine: Engine,
  context: Context,
  terminal: Terminal,
): Promise<void> {
  const { signal } = context;
  const recordings = await demoRecordings(recipe.seed, recipe.input.features.sampleRate, terminal, signal);
  const options = { folds: 4, validation: { speakers: VALIDATION_SPEAKERS } };
  const { protocol, labels, folds } = planFolds(recordings, options, recipe.seed);
  const run: Run = {
    teachersOf: async () => [],
    folder,
    resumable: false,
    recipe,
    labels,
    plan: { protocol, labels, folds: [folds[0]] },
    protocolLabel: protocolLabel(protocol, true),
    namedRecordings: {},
    engine,
    terminal,
    signal,
  };
  await writeJson(join(folder, "recipe.json"), recipe);
  await writeJson(join(folder, "folds.json"), foldPlanToJson(run.plan));
  const division = divisionText(run.plan, run.protocolLabel, recordings);
  terminal.print(`${headText("synthetic corpus", recordings, division, recipe)}\n`);

  const tested = await trainFold(run, folds[0], "demo", "").catch((error) => {
    throw error instanceof Interrupted ? new Interrupted(`${folder} keeps what was under way`) : error;
  });
  const { report, model } = tested;
  const { metrics, temperature } = shippedMeasures(report);
  const bytes = encodeBundle(measuredBundle(model.bundle, { metrics, temperature, protocol: run.protocolLabel }));
  await writeAtomic(model.path, bytes);
  const about = {
    args: context.args,
    corpus: "synthetic",
    recordings,
    nBroken: 0,
    audit: null,
    mapping: labelMapping(recordings),
    probe: null,
    final: null,
  };
  const written = runReport(run, [tested], about);
  await writeJson(join(folder, "metrics.json"), written);
  const waveforms = new Map(recordings.map(({ path, waveform }) => [path, waveform]));
  const page = await writeReport(folder, { waveformOf: async (path) => waveforms.get(path)! });
  terminal.print(`trained: ${modelText(report)}\n\n${judgementText(report, report.calibration, run.protocolLabel)}`);
  terminal.print(`\nEvery number is in ${join(folder, "metrics.json")}, the report in ${page.path}.`);

  const [unseen] = folds[0].test;
  const recording = join(folder, unseen.path);
  await writeAtomic(recording, writeWav(unseen.waveform));
  terminal.print(`\n$ npx undertone recognize --model ${model.path} ${recording}`);
  const recognitions = await recognizeFiles([recording], model.path, await readBundle(model.path), signal, terminal);
  terminal.print(`${recognitionTable(recognitions, 3)}\n${nextSteps(model.path)}`);
  terminal.result({ run: folder, ...written, model: model.path, byteLength: bytes.length, recognitions });
}

/** @throws UsageError if the folder holds anything that no demo writes */
async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const names = await readdir(folder);
  const foreign = names.find((name) => !FILES.includes(name) && !MADE_THERE.test(name) && !EVENTS.test(name));
  if (foreign !== undefined) {
    throw new UsageError(`out is ${folder}, which holds ${foreign}, expected a new folder or that of an earlier demo`);
  }
  for (const name of ["history.jsonl", ...names.filter((name) => EVENTS.test(name))]) {
    await rm(join(folder, name), { force: true });
  }
}

const nextSteps = (model: string) => `
Next:
${table(
  [
    [`  npx undertone recognize --model ${model} FILES`, "recordings of your own"],
    ["  npx undertone corpus FOLDER", "what a folder of labelled recordings holds"],
    ["  npx undertone train FOLDER", "train on them, test on speakers never heard"],
  ],
  "l",
)}`;
