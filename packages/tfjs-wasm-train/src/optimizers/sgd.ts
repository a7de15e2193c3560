import { type Tensor, zerosLike } from "@tensorflow/tfjs-core";
import { FUSED } from "../kernels/names.ts";
import { runMany } from "../register.ts";
import { assertLike, decayOfEach, type WeightDecay } from "./tensor-lists.ts";

/** What SGD remembers between steps. All of it must be saved for a resumed run to give the same bits. */
export interface SgdState {
  /** momentum · velocity + gradient of each weight tensor; with momentum 0 the last gradient */
  velocity: Tensor[];
}

export interface SgdOptions extends WeightDecay {
  learningRate: number;
  /** share of the velocity that a step keeps; 0, plain gradient descent, unless given */
  momentum?: number;
  /** whether to step to where the velocity is about to lead; false unless given */
  nesterov?: boolean;
  /** factor on all gradients, as from `clipFactor`; 1 unless given */
  gradientScale?: number;
}

/** The state before the first step. */
export function initialSgd(weights: readonly Tensor[]): SgdState {
  return { velocity: weights.map((tensor) => zerosLike(tensor)) };
}

/**
 * One step of stochastic gradient descent, with momentum and decoupled decay where asked for. With g = gradientScale · gradient:
 *
 *   v' = momentum · v + g,  w' = w · (1 − learningRate · weightDecay) − learningRate · (nesterov ? g + momentum · v' : v')
 *
 * Without decay these are the steps of torch.optim.SGD with dampening 0. Writes new tensors and disposes of none: old weights
 * and velocities, as the new ones, are the caller's.
 *
 * @throws RangeError if the lists do not match, tensor by tensor
 */
export function sgdStep(
  weights: readonly Tensor[],
  gradients: readonly Tensor[],
  state: SgdState,
  options: SgdOptions,
): { weights: Tensor[]; state: SgdState } {
  const { learningRate, momentum = 0, nesterov = false, gradientScale: scale = 1 } = options;
  const { velocity } = state;
  assertLike(weights, { gradients, velocity });
  const decay = decayOfEach(weights, options);
  const stepped = weights.map((w, i) =>
    runMany(
      FUSED.sgd,
      { w, v: velocity[i], g: gradients[i] },
      { scale, learningRate, momentum, nesterov, weightDecay: decay[i] },
    ),
  );
  return { weights: stepped.map(([w]) => w), state: { velocity: stepped.map(([, v]) => v) } };
}
