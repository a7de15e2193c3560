/** The names of this package's own kernels in tfjs's registry. */
export const FUSED = {
  conv2d: "TrainConv2D",
  conv2dBackpropFilter: "TrainConv2DBackpropFilter",
  conv2dBackpropInput: "TrainConv2DBackpropInput",
  batchNorm: "TrainBatchNorm",
  batchNormInference: "TrainBatchNormInference",
  batchNormBackprop: "TrainBatchNormBackprop",
  statisticsPool: "TrainStatisticsPool",
  statisticsPoolBackprop: "TrainStatisticsPoolBackprop",
  softmaxCrossEntropy: "TrainSoftmaxCrossEntropy",
  dropout: "TrainDropout",
  adamW: "TrainAdamW",
  sgd: "TrainSGD",
  exponentialAverage: "TrainExponentialAverage",
  energy: "TrainEnergy",
} as const;
