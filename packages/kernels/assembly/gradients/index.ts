// Linked into the memory of tfjs's Wasm backend: no allocator, no static data, addresses only.
export { energy } from "../common/energy";
export { adamW } from "./adam-w";
export { batchNorm } from "./batch-norm";
export { batchNormBackprop } from "./batch-norm-backprop";
export { conv2d, conv2dScratch } from "./conv2d";
export { conv2dBackpropFilter, conv2dBackpropFilterScratch } from "./conv2d-backprop-filter";
export { conv2dBackpropInput, conv2dBackpropInputScratch } from "./conv2d-backprop-input";
export { depthwiseConv2dBackpropFilter, depthwiseConv2dBackpropInput } from "./depthwise-conv2d-backprop";
export { dropout } from "./dropout";
export { exponential, logarithm } from "./exponential";
export { exponentialAverage } from "./exponential-average";
export { matMul, matMulScratch } from "./mat-mul";
export { maxPoolGrad } from "./max-pool-grad";
export { softmaxCrossEntropy } from "./softmax-cross-entropy";
export { statisticsPool, statisticsPoolBackprop } from "./statistics-pool";
export { unsortedSegmentSum } from "./unsorted-segment-sum";
