import { type Tensor, util } from "@tensorflow/tfjs-core";

/** Decoupled decay of weights (Loshchilov & Hutter, ICLR 2019), as every optimizer here takes it. */
export interface WeightDecay {
  /** times the learning rate; 0 unless given */
  weightDecay?: number;
  /** which tensors decay; all unless given */
  decayed?: readonly boolean[];
}

/**
 * The decay of each weight tensor.
 *
 * @throws RangeError if `decayed` has not one value a tensor
 */
export function decayOfEach(weights: readonly Tensor[], { weightDecay = 0, decayed }: WeightDecay): number[] {
  if (decayed && decayed.length !== weights.length) {
    throw new RangeError(`decayed has ${decayed.length} values, expected ${weights.length} as weights`);
  }
  return weights.map((_, i) => ((decayed?.[i] ?? true) ? weightDecay : 0));
}

/** @throws RangeError unless every list matches `weights`, tensor by tensor */
export function assertLike(weights: readonly Tensor[], lists: Record<string, readonly Tensor[]>): void {
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
