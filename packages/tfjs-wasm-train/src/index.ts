export { startTrainingBackend, type TrainingBackend, type TrainingBackendOptions } from "./backend.ts";
export { BackendError } from "./backend-error.ts";
export { type BatchNorm, type BatchNormOptions, batchNorm } from "./ops/batch-norm.ts";
export { type Conv2dOptions, conv2d } from "./ops/conv2d.ts";
export { dense } from "./ops/dense.ts";
export { type DropoutAddress, dropout } from "./ops/dropout.ts";
export { type MaxPoolOptions, maxPool } from "./ops/max-pool.ts";
export { softmaxCrossEntropy } from "./ops/softmax-cross-entropy.ts";
export { statisticsPool } from "./ops/statistics-pool.ts";
export {
  type AdamWOptions,
  type AdamWState,
  adamWStep,
  clipFactor,
  exponentialAverage,
  globalNorm,
  initialAdamW,
} from "./optimizer.ts";
export { registerTrainingKernels } from "./training-kernels.ts";
