import {
  add,
  matMul,
  mul,
  reshape,
  type Scalar,
  type Tensor,
  type Tensor2D,
  tensor2d,
  tidy,
} from "@tensorflow/tfjs-core";
import { FUSED } from "../kernels/names.ts";
import { runMany } from "../register.ts";

export interface SoftmaxCrossEntropyOptions {
  /** share of each target that is spread evenly over all classes (Szegedy et al., CVPR 2016), in [0, 1]; 0 unless given */
  labelSmoothing?: number;
  /** what an example of each class weighs, [nClasses], not negative; all 1 unless given */
  classWeights?: readonly number[];
}

/**
 * Cross-entropy of softmax(logits) with target distributions, averaged by weight: Σ w · loss / Σ w, and 0 if all weights
 * are. With class weights an example weighs w · Σ_c classWeights[c] · targets[c], by its targets before they are smoothed; where
 * targets are one-hot, that is torch.nn.CrossEntropyLoss with its `weight`. Only logits get a gradient.
 *
 * @param logits   [batch, nClasses]
 * @param targets  [batch, nClasses], each row sums to 1
 * @param weights  of the examples, [batch], not negative
 * @throws RangeError if the shapes differ, or an option is out of its range
 */
export function softmaxCrossEntropy(
  logits: Tensor2D,
  targets: Tensor,
  weights: Tensor,
  { labelSmoothing = 0, classWeights }: SoftmaxCrossEntropyOptions = {},
): Scalar {
  const [batch, nClasses] = logits.shape;
  if (targets.shape[0] !== batch || targets.shape[1] !== nClasses) {
    throw new RangeError(`targets is [${targets.shape}], expected [${logits.shape}] as logits`);
  }
  if (weights.size !== batch) throw new RangeError(`weights has ${weights.size} values, expected ${batch} as logits`);
  if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
    throw new RangeError(`labelSmoothing is ${labelSmoothing}, expected from 0 to 1`);
  }
  if (classWeights && classWeights.length !== nClasses) {
    throw new RangeError(`classWeights has ${classWeights.length} values, expected ${nClasses} as logits has classes`);
  }
  for (const weight of classWeights ?? []) {
    if (!(weight >= 0)) throw new RangeError(`class weight is ${weight}, expected not negative`);
  }
  return tidy(() => {
    const inputs = {
      logits,
      targets: labelSmoothing > 0 ? smooth(targets, labelSmoothing) : targets,
      weights: classWeights
        ? mul(reshape(weights, [batch]), weightsByClass(targets as Tensor2D, classWeights))
        : weights,
    };
    return runMany(FUSED.softmaxCrossEntropy, inputs)[0] as Scalar;
  });
}

function smooth(targets: Tensor, share: number): Tensor {
  return add(mul(targets, 1 - share), share / targets.shape[1]!);
}

function weightsByClass(targets: Tensor2D, classWeights: readonly number[]): Tensor {
  return reshape(matMul(targets, tensor2d([...classWeights], [classWeights.length, 1])), [targets.shape[0]]);
}
