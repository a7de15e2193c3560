import { type Tensor, zerosLike } from "@tensorflow/tfjs-core";
import { FUSED } from "../kernels/names.ts";
import { runMany } from "../register.ts";
import { assertLike, decayOfEach, type WeightDecay } from "./tensor-lists.ts";

/** What AdamW remembers between steps. All of it must be saved for a resumed run to give the same bits. */
export interface AdamWState {
  /** average gradient and average squared gradient of each weight tensor */
  moments: { first: Tensor[]; second: Tensor[] };
  /** beta1ᵗ and beta2ᵗ after t steps, by repeated multiplication: Math.pow differs between engines */
  powers: [number, number];
}

export interface AdamWOptions extends WeightDecay {
  learningRate: number;
  /** 0.9 unless given */
  beta1?: number;
  /** 0.999 unless given */
  beta2?: number;
  /** 1e-8 unless given */
  epsilon?: number;
  /** factor on all gradients, as from `clipFactor`; 1 unless given */
  gradientScale?: number;
}

/** The state before the first step. */
export function initialAdamW(weights: readonly Tensor[]): AdamWState {
  const zeros = () => weights.map((tensor) => zerosLike(tensor));
  return { moments: { first: zeros(), second: zeros() }, powers: [1, 1] };
}

/**
 * One step of AdamW (Loshchilov & Hutter, ICLR 2019). Writes new tensors and disposes of none: old weights and moments, as
 * the new ones, are the caller's.
 *
 * @throws RangeError if the lists do not match, tensor by tensor
 */
export function adamWStep(
  weights: readonly Tensor[],
  gradients: readonly Tensor[],
  state: AdamWState,
  options: AdamWOptions,
): { weights: Tensor[]; state: AdamWState } {
  const { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, gradientScale = 1 } = options;
  const { first, second } = state.moments;
  assertLike(weights, { gradients, first, second });
  const decay = decayOfEach(weights, options);
  const powers: [number, number] = [state.powers[0] * beta1, state.powers[1] * beta2];
  const shared = { learningRate, beta1, beta2, epsilon, scale: gradientScale };
  const corrections = { correction1: 1 - powers[0], correction2: 1 - powers[1] };

  const stepped = weights.map((w, i) =>
    runMany(
      FUSED.adamW,
      { w, m: first[i], v: second[i], g: gradients[i] },
      { ...shared, ...corrections, weightDecay: decay[i] },
    ),
  );
  const moments = { first: stepped.map(([, m]) => m), second: stepped.map(([, , v]) => v) };
  return { weights: stepped.map(([w]) => w), state: { moments, powers } };
}
