// The kinds of layers, numbered as in packages/runtime/src/compile-layers.ts.
/** ends a list of layers */
export const END: i32 = 0;
export const CONV: i32 = 1;
export const DEPTHWISE: i32 = 2;
export const SCALE_SHIFT: i32 = 3;
export const RELU: i32 = 4;
export const MAX_POOL: i32 = 5;
export const RESIDUAL: i32 = 6;
export const STATISTICS_POOL: i32 = 7;
export const DENSE: i32 = 8;
/** these two compute nothing */
export const FREQUENCY_TO_CHANNELS: i32 = 9;
export const FLATTEN: i32 = 10;

/** A layer made ready. Activations are [time, frequency, channels], channels last. */
@unmanaged
export class Layer {
  kind: i32;
  /** whether ReLU ends it */
  relu: i32;
  /** of a pooling: whether deviations follow the means */
  deviation: i32;
  /** rows of the network's input for each row of this layer's; 65536 for more */
  timeStride: i32;
  inTime: i32;
  inFrequency: i32;
  inChannels: i32;
  outTime: i32;
  outFrequency: i32;
  outChannels: i32;
  kernelTime: i32;
  kernelFrequency: i32;
  strideTime: i32;
  strideFrequency: i32;
  dilationTime: i32;
  dilationFrequency: i32;
  /** zeros around the input; of a pooling only the first ones count */
  top: i32;
  bottom: i32;
  left: i32;
  right: i32;
  /** filter, matrix or scales; and what is added */
  weights: usize;
  bias: usize;
  /** the layer behind this one in its list; 0: none */
  next: usize;
  /** of a residual, the first layer of its branch; 0: none */
  inner: usize;
}
