import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { type Fold, isSynthetic, mapSide } from "@undertone/corpus";
import { type Calibration, calibrationOf, judged, type Prediction } from "@undertone/evaluation";
import type { Dsp } from "@undertone/kernels/dsp";
import { startTrainingBackend, type TrainingBackend } from "@undertone/tfjs-wasm-train";
import { type Epoch, type Example, epochsOf, modelBundle, type Recipe, train } from "@undertone/trainer";
import manifest from "../../package.json" with { type: "json" };
import { sizesOf, speakersOf } from "./divide.ts";
import type { Keeping, TrainedModel } from "./kept/keeping.ts";
import type { Recording } from "./open-corpus.ts";
import { predictions } from "./predictions.ts";
import type { FoldResult, TrainingProgress } from "./services.ts";

/** All that the trainings of a run share. */
export interface Run {
  dsp: Dsp;
  recipe: Recipe;
  labels: readonly string[];
  protocolLabel: string;
  nFolds: number;
  keeping: Keeping;
  report(progress: TrainingProgress): void;
  /** passed before each step */
  gate(): Promise<void>;
  signal: AbortSignal;
}

/** A fold that was trained and tested. */
export interface TestedFold {
  result: FoldResult;
  predictions: Prediction[];
  history: Epoch[];
  bundle: TrainedModel["bundle"];
}

let backend: Promise<TrainingBackend> | undefined;

/**
 * Trains on a fold and tests on its other side with the runtime, as `undertone train` does.
 *
 * @param number  of the fold, from 1
 * @throws as `train`; the signal's reason when aborted
 */
export async function trainFold(run: Run, fold: Fold<Recording>, number: number): Promise<TestedFold> {
  const { dsp, labels, recipe, signal } = run;
  const { bundle, history, keptEpoch } = await trainModel(run, fold, number);
  run.report({ kind: "test" });
  const made = await predictions(dsp, bundle, fold.test, signal);
  const result = {
    ...judged(made, labels, recipe.seed),
    name: fold.name,
    testSpeakers: speakersOf(fold.test),
    keptEpoch,
    epochs: history.length,
    weightsSha256: bundle.training.weightsSha256,
    calibration: fold.validation.length > 0 ? await calibrated(run, bundle, fold.validation, made) : null,
  };
  return { result, predictions: made, history, bundle };
}

/**
 * Trains on a fold, or goes on with what is kept of that.
 *
 * @param number  of the fold, from 1; null: the model of all speakers
 */
export async function trainModel(run: Run, fold: Fold<Recording>, number: number | null): Promise<TrainedModel> {
  const { dsp, recipe, labels, protocolLabel, nFolds, report, gate, signal } = run;
  const kept = await run.keeping.model(number === null ? "final" : `fold-${number}`);
  const before = kept.trained?.history ?? kept.newest?.history ?? [];
  const epochs = epochsOf(recipe, fold.train.length);
  report({ kind: "fold", fold: number, nFolds, size: sizesOf(fold), epochs, before });
  if (kept.trained) return kept.trained;

  const example = ({ waveform, label, corpus, copy }: Recording): Example => ({
    ...{ waveform, label: labels.indexOf(label), corpus },
    ...(copy && { alteration: copy.augmentation }),
  });
  const data = { labels, train: mapSide(fold.train, example), validation: mapSide(fold.validation, example) };
  backend ??= startTrainingBackend({ wasmPaths: new URL(simd, import.meta.url).href });
  const environment = {
    ...{ dsp, backend: await backend, signal },
    async onStep({ epoch, step, nSteps }: { epoch: number; step: number; nSteps: number }) {
      report({ kind: "step", epoch, step, nSteps });
      await gate();
    },
    onEpoch: (epoch: Epoch) => report({ kind: "epoch", epoch }),
    ...(kept.write && { onCheckpoint: kept.write }),
  };
  const { model, history, keptEpoch } = await train(recipe, data, environment, kept.newest ?? undefined);
  const heard = [...fold.train, ...fold.validation];
  const bundle = modelBundle(model, {
    corpora: [...new Set(heard.map(({ corpus }) => corpus))].sort(),
    speakers: speakersOf(heard),
    synthetic: isSynthetic(heard),
    protocol: protocolLabel,
    metrics: {},
    undertoneVersion: manifest.version,
  });
  const trained = { bundle, history, keptEpoch };
  await kept.finish(trained);
  return trained;
}

/** Fits the temperature on the validation side: other speakers than those tested, though an epoch may have been chosen by them. */
async function calibrated(
  { dsp, signal }: Run,
  bundle: TrainedModel["bundle"],
  validation: readonly Recording[],
  made: readonly Prediction[],
): Promise<Calibration> {
  return calibrationOf(await predictions(dsp, bundle, validation, signal), "the validation side", made);
}
