import { weightsSha256 } from "@undertone/core";
import { assertSide, type TrainingSide, type ValidationSide } from "@undertone/corpus";
import { assertRecordings, featureFingerprint, type Recordings, recordingsUsed } from "@undertone/features";
import type { Dsp } from "@undertone/kernels/dsp";
import type { TrainingBackend } from "@undertone/tfjs-wasm-train";
import { createCalculator, type TrainingSetup } from "./calculator.ts";
import { assertFits, type Checkpoint } from "./checkpoint.ts";
import { localCrew } from "./crew.ts";
import { type Epoch, isBetter } from "./epoch.ts";
import { classWeights, countLabels, type Example } from "./example.ts";
import { initialWeights } from "./initialize.ts";
import { createLearner, type Learner } from "./learner.ts";
import { initialState, type Values } from "./learner-state.ts";
import { layersFor, type Model } from "./model.ts";
import { parted } from "./parameter-vector.ts";
import { prepare } from "./prepare.ts";
import type { Recipe } from "./recipe.ts";
import { epochsOf } from "./recipe-changes.ts";
import { assertArithmetic } from "./self-test.ts";
import { assertTeachers, type Teacher } from "./teacher.ts";
import { trainEpoch } from "./train-epoch.ts";
import { identify } from "./training-identity.ts";
import type { TrainingWorker } from "./training-worker.ts";
import { validate } from "./validate.ts";
import { workerCrew } from "./worker-crew.ts";

/**
 * What a training learns from: sides as a division makes them. There is no test side here, and none passes for one of these,
 * so that nothing can be fitted on it.
 */
export interface TrainingData {
  labels: readonly string[];
  train: TrainingSide<Example>;
  /** of other speakers than `train`; decides which epoch is kept; may be empty */
  validation: ValidationSide<Example>;
  /** the sets of recordings that the recipe's augmentation names, at its sample rate; left out: none */
  recordings?: Recordings;
  /** trained models that the recipe has a share for: none may have heard a test side; left out: none */
  teachers?: readonly Teacher[];
}

/** What a training runs on and reports to. */
export interface TrainingEnvironment {
  dsp: Dsp;
  /** tfjs's Wasm backend as `startTrainingBackend` gives it; asserted at the start and before each step */
  backend: TrainingBackend;
  /**
   * threads that share the work of a step, for the same bits; none: this thread does it all. They compute for no other
   * training meanwhile, and stay the caller's to end
   */
  workers?: readonly TrainingWorker[];
  signal?: AbortSignal;
  /** after each step; the next waits for the promise, as while a training is paused */
  onStep?(progress: StepProgress): void | Promise<void>;
  /** after each epoch */
  onEpoch?(epoch: Epoch): void;
  /** after each epoch's `onEpoch`; the next epoch waits for the promise. Copies all weights: leave out what is not kept */
  onCheckpoint?(checkpoint: Checkpoint): void | Promise<void>;
}

export interface StepProgress {
  /** from 1 */
  epoch: number;
  epochs: number;
  /** steps done, of nSteps in the whole training */
  step: number;
  nSteps: number;
  /** utterances in this step */
  nUtterances: number;
  loss: number;
}

export interface TrainingResult {
  model: Model;
  history: Epoch[];
  /** the epoch whose weights the model has, from 1 */
  keptEpoch: number;
}

/**
 * Trains the recipe's network. The same recipe and data give the same bits in every engine, by any number of workers,
 * resumed or not.
 *
 * @param resume  goes on behind a checkpoint that `onCheckpoint` gave; history and result are those of the whole training
 * @throws TypeError if `train` or `validation` is not that side of a fold
 * @throws RangeError if the training side is empty, lacks a label or has an unknown one; if a set of recordings that the
 *         recipe names is missing or of no use; as `assertTeachers`; if the loss stops being finite
 * @throws CheckpointError if `resume` is of another recipe, other data or another feature front end
 * @throws ArithmeticError if this engine, or a worker's, computes other bits than every other
 * @throws BackendError if another backend of tfjs is active
 * @throws the reason of a worker's death
 * @throws the signal's reason when aborted
 */
export async function train(
  recipe: Recipe,
  data: TrainingData,
  environment: TrainingEnvironment,
  resume?: Checkpoint,
): Promise<TrainingResult> {
  const { dsp, signal, onEpoch, onCheckpoint } = environment;
  assertSide(data.train, "train");
  assertSide(data.validation, "validation");
  environment.backend.assertActive();
  assertArithmetic(environment);
  const weighing = classWeights(checkedCounts(data), recipe.loss.classWeights);
  const { recordings = {}, teachers = [] } = data;
  assertTeachers(recipe, data.labels, teachers, dsp);
  assertRecordings(recordings, recordingsUsed(recipe.augmentation ?? {}), recipe.input.features.sampleRate);
  const nClasses = data.labels.length;
  const { layers, network } = layersFor(recipe, nClasses);
  const identity = resume || onCheckpoint ? await identify(recipe, data, dsp) : null;
  const averaged = recipe.averagingDecay !== null;
  if (resume) assertFits(resume, identity!, network, averaged);

  const { statistics, ...sides } = prepare(dsp, recipe, data);
  const setup: TrainingSetup = { recipe, classWeights: weighing, statistics, recordings, teachers };
  const { workers = [] } = environment;
  const crew = workers.length > 0 ? await workerCrew(workers, setup) : localCrew(createCalculator(setup, environment));
  let learner: Learner | undefined;
  try {
    const start = resume?.learner ?? initialState(network, initialWeights(network, recipe.seed), { averaged });
    learner = createLearner(network, start, recipe);
    const history = [...(resume?.history ?? [])];
    let best: { record: Epoch; weights: Values } | undefined = resume && {
      record: resume.history[resume.keptEpoch - 1],
      weights: resume.kept,
    };
    const epochs = epochsOf(recipe, sides.train.length);
    while (!isOver(epochs, recipe.patience, history.length, best?.record.epoch)) {
      const epoch = history.length + 1;
      const trained = await trainEpoch(epoch, learner, crew, setup, sides.train, environment);
      const kept = learner.kept();
      const validation = await validate(crew, kept, sides.validation, nClasses, recipe.microBatchSize, signal);
      const record: Epoch = { epoch, ...trained, validation };
      history.push(record);
      if (!best || recipe.selection === "lastEpoch" || isBetter(record, best.record)) {
        best = { record, weights: parted(network.parameters, kept) };
      }
      onEpoch?.(record);
      await onCheckpoint?.({
        identity: identity!,
        history: [...history],
        keptEpoch: best.record.epoch,
        kept: best.weights,
        learner: learner.state(),
      });
    }

    const { record, weights } = best!;
    const model: Model = {
      recipe,
      labels: data.labels,
      layers,
      network,
      weights,
      statistics,
      featuresSha256: featureFingerprint(dsp, recipe.input),
      weightsSha256: weightsSha256(network, weights),
    };
    return { model, history, keptEpoch: record.epoch };
  } finally {
    learner?.dispose();
    await crew.dispose();
  }
}

/** Whether no epoch is left: all are done, or the recipe's patience is at its end. */
function isOver(epochs: number, patience: number | null, done: number, keptEpoch = 0): boolean {
  return done >= epochs || (patience !== null && done > 0 && done - keptEpoch >= patience);
}

function checkedCounts({ labels, train }: TrainingData): number[] {
  if (train.length === 0) throw new RangeError("train has 0 utterances, expected at least 1");
  const counts = countLabels(train, labels.length);
  const missing = labels.filter((_, label) => counts[label] === 0);
  if (missing.length > 0) throw new RangeError(`train has no utterance of ${missing.join(", ")}, expected every label`);
  return counts;
}
