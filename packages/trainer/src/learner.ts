import type { Scalar, Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { type Network, type Parameter, PURPOSES } from "@undertone/core";
import {
  type AdamWState,
  adamWStep,
  clipFactor,
  exponentialAverage,
  globalNorm,
  softmaxCrossEntropy,
} from "@undertone/tfjs-wasm-train";
import { forward } from "./forward.ts";
import { type LearnerState, trainedParameters, type Values } from "./learner-state.ts";
import type { Batch } from "./network-input.ts";
import type { Recipe } from "./recipe.ts";

/** Where in a training a step is, and what it is given. */
export interface Step {
  epoch: number;
  step: number;
  learningRate: number;
  /** labels of the batch */
  labels: readonly number[];
  /** what an utterance of each label weighs, [nClasses] */
  classWeights: readonly number[];
}

/** A network's weights as tensors of the training backend, and what moves them. */
export interface Learner {
  /** Takes one optimizer step and returns the batch's loss before it. */
  step(batch: Batch, step: Step): number;
  /** Logits, [batch, nClasses], and mean cross-entropy without smoothing, by the weights that would be kept now. */
  evaluate(batch: Batch, labels: readonly number[]): { logits: Float32Array; loss: number };
  /** A copy of the weights that would be kept now. */
  weights(): Map<string, Float32Array>;
  /** A copy of all that further steps depend on. */
  state(): LearnerState;
  /** Frees every tensor. */
  dispose(): void;
}

/** @param from  the network's state: `initialState`, or what `Learner.state` gave */
export function createLearner(network: Network, from: LearnerState, recipe: Recipe): Learner {
  const { optimizer, loss, batchNormMomentum, averagingDecay } = recipe;
  const trained = trainedParameters(network);
  const moving = network.parameters.filter(({ role }) => role.startsWith("moving"));
  const decayed = trained.map(({ role }) => role === "kernel");
  const load = (parameters: Parameter[], values: Values) =>
    parameters.map(({ name, shape }) => tf.tensor(values.get(name)!, shape, "float32"));

  let weights = load(trained, from.weights);
  let averages = from.averages && load(trained, from.averages);
  let statistics = load(moving, from.weights);
  let state: AdamWState = {
    moments: { first: load(trained, from.moments.first), second: load(trained, from.moments.second) },
    powers: from.powers,
  };

  const byName = (values: readonly Tensor[]) =>
    new Map([
      ...trained.map(({ name }, i) => [name, values[i]] as const),
      ...moving.map(({ name }, i) => [name, statistics[i]] as const),
    ]);
  const kept = () => byName(averages ?? weights);
  const inputTensor = ({ values, lengths }: Batch): Tensor4D => {
    const [nFrames, nCoefficients] = network.layers[0].input;
    return tf.tensor4d(values, [lengths.length, nFrames, nCoefficients, 1]);
  };
  const replace = (old: Tensor[], fresh: Tensor[]) => {
    tf.dispose(old);
    return fresh;
  };

  return {
    step(batch, { epoch, step, learningRate, labels, classWeights }) {
      const moments = new Map<string, Tensor>();
      const x = inputTensor(batch);
      const targets = smoothedTargets(labels, classWeights.length, loss.labelSmoothing);
      const utteranceWeights = tf.tensor1d(labels.map((label) => classWeights[label]));

      const lossOf = (...current: Tensor[]): Scalar =>
        softmaxCrossEntropy(
          forward(network.layers, x, {
            weights: byName(current),
            lengths: batch.lengths,
            training: {
              dropout: { key: [recipe.seed, PURPOSES.dropout], counter: [epoch, step] },
              onMoment: (name, moment) => void moments.set(name, tf.keep(moment)),
            },
          }),
          targets,
          utteranceWeights,
        );
      const { value, grads } = tf.valueAndGrads(lossOf)(weights);
      const gradientScale = optimizer.clipNorm === null ? 1 : clipFactor(globalNorm(grads), optimizer.clipNorm);
      const next = adamWStep(weights, grads, state, { ...optimizer, learningRate, decayed, gradientScale });

      weights = replace(weights, next.weights);
      tf.dispose(state.moments);
      state = next.state;
      const batchStatistics = moving.map(({ name }) => moments.get(name)!);
      statistics = replace(statistics, exponentialAverage(statistics, batchStatistics, batchNormMomentum));
      if (averages) averages = replace(averages, exponentialAverage(averages, weights, averagingDecay!));

      const lossBefore = value.dataSync()[0];
      tf.dispose([x, targets, utteranceWeights, value, grads, batchStatistics]);
      return lossBefore;
    },
    evaluate(batch, labels) {
      return tf.tidy(() => {
        const x = inputTensor(batch);
        const logits = forward(network.layers, x, { weights: kept(), lengths: batch.lengths, training: null });
        const loss = softmaxCrossEntropy(
          logits,
          smoothedTargets(labels, network.nOutputs, 0),
          tf.ones([labels.length]),
        );
        return { logits: logits.dataSync<"float32">(), loss: loss.dataSync()[0] };
      });
    },
    weights() {
      return copied(kept());
    },
    state() {
      const ofTrained = (tensors: readonly Tensor[]) => copied(trained.map(({ name }, i) => [name, tensors[i]]));
      const { moments, powers } = state;
      return {
        weights: copied(byName(weights)),
        averages: averages && ofTrained(averages),
        moments: { first: ofTrained(moments.first), second: ofTrained(moments.second) },
        powers,
      };
    },
    dispose() {
      tf.dispose([weights, averages ?? [], statistics, state.moments]);
    },
  };
}

function copied(tensors: Iterable<readonly [string, Tensor]>): Map<string, Float32Array> {
  return new Map(Array.from(tensors, ([name, tensor]) => [name, tensor.dataSync<"float32">()]));
}

/** Target distributions, [batch, nClasses]: 1 - smoothing on the label, smoothing spread over all classes. */
function smoothedTargets(labels: readonly number[], nClasses: number, smoothing: number): Tensor {
  const values = new Float32Array(labels.length * nClasses).fill(smoothing / nClasses);
  for (const [i, label] of labels.entries()) values[i * nClasses + label] += 1 - smoothing;
  return tf.tensor2d(values, [labels.length, nClasses]);
}
