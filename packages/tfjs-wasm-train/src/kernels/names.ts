/** The names of this package's own kernels in tfjs's registry. */
export const FUSED = {
  conv2d: "TrainConv2D",
  conv2dBackpropFilter: "TrainConv2DBackpropFilter",
  conv2dBackpropInput: "TrainConv2DBackpropInput",
  batchNorm: "TrainBatchNorm",
  batchNormBackprop: "TrainBatchNormBackprop",
  statisticsPool: "TrainStatisticsPool",
  statisticsPoolBackprop: "TrainStatisticsPoolBackprop",
  softmaxCrossEntropy: "TrainSoftmaxCrossEntropy",
  dropout: "TrainDropout",
  adamW: "TrainAdamW",
  exponentialAverage: "TrainExponentialAverage",
  energy: "TrainEnergy",
} as const;
