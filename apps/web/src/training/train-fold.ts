import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { type Bundle, encodeBundle } from "@undertone/core";
import { isSynthetic, mapSide, planFolds, protocolLabel } from "@undertone/corpus";
import {
  calibrationOf,
  judged,
  measuredBundle,
  type Prediction,
  predictionOf,
  shippedMeasures,
} from "@undertone/evaluation";
import type { Dsp } from "@undertone/kernels/dsp";
import { createRecognizer } from "@undertone/runtime";
import { startTrainingBackend, type TrainingBackend } from "@undertone/tfjs-wasm-train";
import { modelBundle, recipeNamed, recipeSha256, train } from "@undertone/trainer";
import manifest from "../../package.json" with { type: "json" };
import type { Recording } from "./open-corpus.ts";
import type { TrainingChoice, TrainingProgress, TrainingReport } from "./services.ts";

let backend: Promise<TrainingBackend> | undefined;

/**
 * Trains on the first of a corpus's folds of speakers and tests on its other side, as `undertone train --fold 1` does.
 *
 * @throws RangeError if the corpus has too few speakers, or as `train`; UnknownSpeakerError; the signal's reason when aborted
 */
export async function trainFold(
  dsp: Dsp,
  recordings: readonly Recording[],
  { recipe: name, epochs, folds, validationSpeakers }: TrainingChoice,
  report: (progress: TrainingProgress) => void,
  signal: AbortSignal,
): Promise<TrainingReport> {
  const recipe = { ...recipeNamed(name), epochs };
  const {
    protocol,
    labels,
    folds: divided,
  } = planFolds(recordings, { folds, validation: { speakers: validationSpeakers } }, recipe.seed);
  const [fold] = divided;
  const [nTrain, nValidation, nTest] = [fold.train, fold.validation, fold.test].map((side) => speakersOf(side).length);
  report({ kind: "divided", train: nTrain, validation: nValidation, test: nTest });

  const example = ({ waveform, label, corpus }: Recording) => ({ waveform, label: labels.indexOf(label), corpus });
  const data = { labels, train: mapSide(fold.train, example), validation: mapSide(fold.validation, example) };
  backend ??= startTrainingBackend({ wasmPaths: new URL(simd, import.meta.url).href });
  const { model, history, keptEpoch } = await train(recipe, data, {
    dsp,
    backend: await backend,
    signal,
    onStep: ({ epoch, step, nSteps }) => report({ kind: "step", epoch, step, nSteps }),
    onEpoch: (epoch) => report({ kind: "epoch", epoch }),
  });

  report({ kind: "test" });
  const heard = [...fold.train, ...fold.validation];
  const label = protocolLabel(protocol, isSynthetic(recordings));
  const bundle = modelBundle(model, {
    corpora: [...new Set(heard.map(({ corpus }) => corpus))].sort(),
    speakers: speakersOf(heard),
    synthetic: isSynthetic(heard),
    protocol: label,
    metrics: {},
    undertoneVersion: manifest.version,
  });
  const made = await predictions(bundle, fold.test, signal);
  const judgement = judged(made, labels, recipe.seed);
  const validated = await predictions(bundle, fold.validation, signal);
  const calibration = calibrationOf(validated, "the validation side", made);
  const shipped = shippedMeasures({ ...judgement, calibration, protocolLabel: label });
  return {
    ...judgement,
    protocolLabel: label,
    labels,
    testSpeakers: speakersOf(fold.test),
    recipe: name,
    recipeSha256: recipeSha256(recipe),
    seed: recipe.seed,
    epochs: history.length,
    keptEpoch,
    weightsSha256: model.weightsSha256,
    calibratedEce: calibration.ece,
    temperature: calibration.temperature,
    bundle: new Uint8Array(encodeBundle(measuredBundle(bundle, { ...shipped, protocol: label }))),
  };
}

async function predictions(
  bundle: Bundle,
  recordings: readonly Recording[],
  signal: AbortSignal,
): Promise<Prediction[]> {
  const recognizer = await createRecognizer(bundle, "the trained model");
  try {
    const made: Prediction[] = [];
    for (const recording of recordings) {
      made.push(predictionOf(recording, bundle.labels, recognizer.probabilities(recording.waveform)));
      await new Promise((resolve) => setTimeout(resolve));
      signal.throwIfAborted();
    }
    return made;
  } finally {
    recognizer.dispose();
  }
}

function speakersOf(recordings: readonly Recording[]): string[] {
  return [...new Set(recordings.flatMap(({ speaker }) => speaker ?? []))].sort();
}
