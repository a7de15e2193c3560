import type { Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import type { Network, Parameter } from "@undertone/core";
import { type AdamWState, adamWStep, clipFactor, exponentialAverage, globalNorm } from "@undertone/tfjs-wasm-train";
import type { Contribution } from "./calculator.ts";
import { type LearnerState, movingParameters, trainedParameters, type Values } from "./learner-state.ts";
import { joined, parted, summed } from "./parameter-vector.ts";
import type { Recipe } from "./recipe.ts";

/** A network's weights as tensors of the training backend, and what moves them. */
export interface Learner {
  /**
   * Takes one optimizer step from the contributions of the batch's micro-batches, in their order: gradients are summed and
   * moments averaged as Σ / n, float32 at each addition from the first on. A step that throws moves nothing.
   */
  step(contributions: readonly Contribution[], learningRate: number): void;
  /** The weights that the next step starts from: a copy of every parameter, behind one another. */
  current(): Float32Array<ArrayBuffer>;
  /** The weights that would be kept now: a copy of every parameter, behind one another. */
  kept(): Float32Array<ArrayBuffer>;
  /** A copy of all that further steps depend on. */
  state(): LearnerState;
  /** Frees every tensor. */
  dispose(): void;
}

/** All that a learner holds. */
interface Holding {
  weights: Tensor[];
  averages: Tensor[] | null;
  /** batch normalization's moving averages */
  statistics: Tensor[];
  optimizer: AdamWState;
}

/** @param from  the network's state: `initialState`, or what `Learner.state` gave */
export function createLearner(network: Network, from: LearnerState, recipe: Recipe): Learner {
  const { optimizer, batchNormMomentum, averagingDecay } = recipe;
  const [trained, moving] = [trainedParameters(network), movingParameters(network)];
  const decayed = trained.map(({ role }) => role === "kernel");
  const load = (parameters: readonly Parameter[], values: Values) =>
    parameters.map(({ name, shape }) => tf.tensor(values.get(name)!, shape, "float32"));

  let held: Holding = {
    weights: load(trained, from.weights),
    averages: from.averages && load(trained, from.averages),
    statistics: load(moving, from.weights),
    optimizer: {
      moments: { first: load(trained, from.moments.first), second: load(trained, from.moments.second) },
      powers: from.powers,
    },
  };

  const stepped = (contributions: readonly Contribution[], learningRate: number): Holding => {
    const gradients = load(trained, parted(trained, summed(contributions.map((one) => one.gradients))));
    const moments = summed(contributions.map((one) => one.moments)).map((sum) => sum / contributions.length);
    const gradientScale = optimizer.clipNorm === null ? 1 : clipFactor(globalNorm(gradients), optimizer.clipNorm);
    const options = { ...optimizer, learningRate, decayed, gradientScale };
    const { weights, state } = adamWStep(held.weights, gradients, held.optimizer, options);
    return {
      weights,
      averages: held.averages && exponentialAverage(held.averages, weights, averagingDecay!),
      statistics: exponentialAverage(held.statistics, load(moving, parted(moving, moments)), batchNormMomentum),
      optimizer: state,
    };
  };
  const valuesOf = (tensors: readonly Tensor[]) =>
    new Map([
      ...trained.map(({ name }, i) => [name, copy(tensors[i])] as const),
      ...moving.map(({ name }, i) => [name, copy(held.statistics[i])] as const),
    ]);
  const ofTrained = (tensors: readonly Tensor[]): Values =>
    new Map(trained.map(({ name }, i) => [name, copy(tensors[i])]));

  return {
    step(contributions, learningRate) {
      let next = held;
      tf.tidy(() => {
        next = stepped(contributions, learningRate);
        for (const tensor of tensorsIn(next)) tf.keep(tensor);
      });
      tf.dispose(tensorsIn(held));
      held = next;
    },
    current: () => joined(network.parameters, valuesOf(held.weights)),
    kept: () => joined(network.parameters, valuesOf(held.averages ?? held.weights)),
    state() {
      const { weights, averages, optimizer: state } = held;
      const { first, second } = state.moments;
      return {
        weights: valuesOf(weights),
        averages: averages && ofTrained(averages),
        moments: { first: ofTrained(first), second: ofTrained(second) },
        powers: state.powers,
      };
    },
    dispose() {
      tf.dispose(tensorsIn(held));
    },
  };
}

const copy = (tensor: Tensor): Float32Array => tensor.dataSync<"float32">();

function tensorsIn({ weights, averages, statistics, optimizer: { moments } }: Holding): Tensor[] {
  return [...weights, ...(averages ?? []), ...statistics, ...moments.first, ...moments.second];
}
