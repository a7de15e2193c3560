import { type Tensor, tidy, util, zerosLike } from "@tensorflow/tfjs-core";
import { FUSED } from "./kernels/names.ts";
import { run, runMany } from "./register.ts";

/** What AdamW remembers between steps. All of it must be saved for a resumed run to give the same bits. */
export interface AdamWState {
  /** average gradient and average squared gradient of each weight tensor */
  moments: { first: Tensor[]; second: Tensor[] };
  /** beta1ᵗ and beta2ᵗ after t steps, by repeated multiplication: Math.pow differs between engines */
  powers: [number, number];
}

export interface AdamWOptions {
  learningRate: number;
  /** 0.9 unless given */
  beta1?: number;
  /** 0.999 unless given */
  beta2?: number;
  /** 1e-8 unless given */
  epsilon?: number;
  /** decoupled, times the learning rate; 0 unless given */
  weightDecay?: number;
  /** which tensors decay; all unless given */
  decayed?: readonly boolean[];
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
  const { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0, gradientScale = 1 } = options;
  const { first, second } = state.moments;
  const decayed = options.decayed ?? weights.map(() => true);
  assertLike(weights, { gradients, first, second });
  if (decayed.length !== weights.length) {
    throw new RangeError(`decayed has ${decayed.length} values, expected ${weights.length} as weights`);
  }
  const powers: [number, number] = [state.powers[0] * beta1, state.powers[1] * beta2];
  const shared = { learningRate, beta1, beta2, epsilon, scale: gradientScale };
  const corrections = { correction1: 1 - powers[0], correction2: 1 - powers[1] };

  const stepped = weights.map((w, i) =>
    runMany(
      FUSED.adamW,
      { w, m: first[i], v: second[i], g: gradients[i] },
      { ...shared, ...corrections, weightDecay: decayed[i] ? weightDecay : 0 },
    ),
  );
  const moments = { first: stepped.map(([, m]) => m), second: stepped.map(([, , v]) => v) };
  return { weights: stepped.map(([w]) => w), state: { moments, powers } };
}

/** √ Σ g² over all values of all tensors. */
export function globalNorm(tensors: readonly Tensor[]): number {
  return tidy(() => Math.sqrt(tensors.reduce((sum, x) => sum + run(FUSED.energy, { x }).dataSync()[0], 0)));
}

/** The factor that brings a norm down to maxNorm; 1 where it is not above. For `gradientScale`. */
export function clipFactor(norm: number, maxNorm: number): number {
  return norm > maxNorm ? maxNorm / norm : 1;
}

/** average + (1 − decay) · (weights − average), as new tensors; disposes of none. @throws RangeError as `adamWStep` */
export function exponentialAverage(average: readonly Tensor[], weights: readonly Tensor[], decay: number): Tensor[] {
  assertLike(weights, { average });
  return weights.map((x, i) => run(FUSED.exponentialAverage, { average: average[i], x }, { decay }));
}

function assertLike(weights: readonly Tensor[], lists: Record<string, readonly Tensor[]>): void {
  for (const [name, tensors] of Object.entries(lists)) {
    if (tensors.length !== weights.length) {
      throw new RangeError(`${name} has ${tensors.length} tensors, expected ${weights.length} as weights`);
    }
    for (const [i, { shape }] of weights.entries()) {
      if (!util.arraysEqual(tensors[i].shape, shape)) {
        throw new RangeError(`${name}[${i}] is [${tensors[i].shape}], expected [${shape}] as weights[${i}]`);
      }
    }
  }
}
