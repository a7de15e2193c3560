import type { Scalar, Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { PURPOSES } from "@undertone/core";
import { createInputMemory, createInputPipeline, type Recordings, type Statistics } from "@undertone/features";
import type { Dsp } from "@undertone/kernels/dsp";
import { softmaxCrossEntropy, type TrainingBackend } from "@undertone/tfjs-wasm-train";
import { type Example, weightOf } from "./example.ts";
import { forward } from "./forward.ts";
import { freeingTensors } from "./freeing-tensors.ts";
import { movingParameters, trainedParameters } from "./learner-state.ts";
import { layersFor } from "./model.ts";
import { augmentedInput, type Batch, inputTensor, stackInputs } from "./network-input.ts";
import { joined, parted } from "./parameter-vector.ts";
import type { Recipe } from "./recipe.ts";
import { type Teacher, teachersAnswer } from "./teacher.ts";

/** What is fixed before a training's first step: plain data, as a message carries it. */
export interface TrainingSetup {
  recipe: Recipe;
  /** what an utterance of each label weighs in the loss, [nClasses] */
  classWeights: readonly number[];
  /** of the training side, where the recipe normalizes by them */
  statistics: Statistics | null;
  /** the sets of recordings that the recipe's augmentation names; left out: none */
  recordings?: Recordings;
  /** whom the network learns from besides its labels; left out: nobody */
  teachers?: readonly Teacher[];
}

/** A part of a step's batch that is computed by itself, anywhere. */
export interface MicroBatch {
  epoch: number;
  /** from 0, counted through all epochs */
  step: number;
  /** its place in the batch, from 0 */
  index: number;
  /** conditioned by the pipeline already */
  examples: readonly Example[];
  /** the examples' indices on the training side */
  utterances: readonly number[];
  /** Σ class weights of its utterances / Σ class weights of the batch's */
  share: number;
}

/** A micro-batch as the network takes it: all that its gradients need besides the weights. */
export interface MicroBatchInputs extends Batch, Pick<MicroBatch, "epoch" | "step" | "index" | "share"> {
  /** the label, smoothed, and what teachers say of it, [batch, nClasses] */
  targets: Float32Array<ArrayBuffer>;
  /** what each example weighs in the loss, [batch] */
  exampleWeights: readonly number[];
}

/** What a micro-batch adds to its step. */
export interface Contribution {
  /** share · the loss's gradient, of all trained parameters behind one another */
  gradients: Float32Array<ArrayBuffer>;
  /** mean and variance of each batch normalization, of all moving averages behind one another */
  moments: Float32Array<ArrayBuffer>;
  /** mean over the micro-batch by class weight */
  loss: number;
}

export interface Evaluation {
  /** [batch, nClasses] */
  logits: Float32Array;
  /** mean cross-entropy without smoothing or class weights */
  loss: number;
}

/** Computes what a training asks for from what it is given alone; between two calls it remembers nothing. */
export interface Calculator {
  /** A quarter of the work on a micro-batch, and none that waits for the step before it. */
  inputs(microBatch: MicroBatch): MicroBatchInputs;
  /** @param weights  of every parameter behind one another */
  contribution(weights: Float32Array, inputs: MicroBatchInputs): Contribution;
  /** @param weights  of every parameter behind one another */
  evaluation(weights: Float32Array, examples: readonly Example[]): Evaluation;
  /** Gives the pipeline's memory back. */
  dispose(): void;
}

/** What computing needs of the place where it is done. */
export interface CalculatorEnvironment {
  dsp: Dsp;
  backend: TrainingBackend;
}

/** @throws RangeError if the recipe's layers do not fit its input */
export function createCalculator(
  { recipe, classWeights, statistics, recordings = {}, teachers = [] }: TrainingSetup,
  { dsp, backend }: CalculatorEnvironment,
): Calculator {
  const nClasses = classWeights.length;
  const { network } = layersFor(recipe, nClasses);
  const [trained, moving] = [trainedParameters(network), movingParameters(network)];
  const pipeline = createInputPipeline(dsp, recipe.input, statistics ?? undefined);
  const memory = createInputMemory();
  const tensorsOf = (weights: Float32Array) => {
    const values = parted(network.parameters, weights);
    return new Map(network.parameters.map(({ name, shape }) => [name, tf.tensor(values.get(name)!, shape, "float32")]));
  };

  return {
    inputs({ epoch, step, index, examples, utterances, share }) {
      const batch = stackInputs(examples, (one, i) =>
        augmentedInput(dsp, pipeline, { recipe, recordings }, one, epoch, utterances[i], memory),
      );
      const { labelSmoothing, teacherShare = 0 } = recipe.loss;
      const targets = smoothedTargets(labelsOf(examples), nClasses, labelSmoothing);
      if (teachers.length > 0) {
        backend.assertActive();
        const taught = teachersAnswer(teachers, batch);
        for (const [i, told] of targets.entries()) targets[i] = (1 - teacherShare) * told + teacherShare * taught[i];
      }
      const exampleWeights = examples.map((one) => weightOf(one, classWeights));
      return { ...batch, targets, exampleWeights, epoch, step, index, share };
    },
    contribution(vector, { epoch, step, index, share, targets, exampleWeights, ...batch }) {
      backend.assertActive();
      return freeingTensors(() => {
        const x = inputTensor(network, batch);
        const weights = tensorsOf(vector);
        const distributions = tf.tensor2d(targets, [exampleWeights.length, nClasses]);
        const utteranceWeights = tf.tensor1d([...exampleWeights]);
        const moments = new Map<string, Float32Array>();
        const lossOf = (...current: Tensor[]): Scalar =>
          softmaxCrossEntropy(
            forward(network.layers, x, {
              weights: new Map(trained.map(({ name }, i) => [name, current[i]])),
              lengths: batch.lengths,
              training: {
                dropout: { key: [recipe.seed, PURPOSES.dropout], counter: [epoch, step], microBatch: index },
                onMoment: (name, moment) => void moments.set(name, moment.dataSync<"float32">()),
              },
            }),
            distributions,
            utteranceWeights,
          );
        const current = trained.map(({ name }) => weights.get(name)!);
        const { value, grads } = tf.valueAndGrads(lossOf)(current, tf.scalar(share));
        const gradients = new Map(trained.map(({ name }, i) => [name, grads[i].dataSync<"float32">()]));
        return { gradients: joined(trained, gradients), moments: joined(moving, moments), loss: value.dataSync()[0] };
      });
    },
    evaluation(vector, examples) {
      backend.assertActive();
      const batch = stackInputs(examples, ({ waveform }) =>
        pipeline.standardize(pipeline.frames(waveform, memory), undefined, memory),
      );
      const targets = smoothedTargets(labelsOf(examples), nClasses, 0);
      const n = examples.length;
      return freeingTensors(() => {
        const context = { weights: tensorsOf(vector), lengths: batch.lengths, training: null };
        const logits = forward(network.layers, inputTensor(network, batch), context);
        const loss = softmaxCrossEntropy(logits, tf.tensor2d(targets, [n, nClasses]), tf.ones([n]));
        return { logits: logits.dataSync<"float32">(), loss: loss.dataSync()[0] };
      });
    },
    dispose: pipeline.dispose,
  };
}

const labelsOf = (examples: readonly Example[]) => examples.map(({ label }) => label);

/** Target distributions, [batch, nClasses]: 1 - smoothing on the label, smoothing spread over all classes. */
function smoothedTargets(labels: readonly number[], nClasses: number, smoothing: number): Float32Array<ArrayBuffer> {
  const values = new Float32Array(labels.length * nClasses).fill(smoothing / nClasses);
  for (const [i, label] of labels.entries()) values[i * nClasses + label] += 1 - smoothing;
  return values;
}
