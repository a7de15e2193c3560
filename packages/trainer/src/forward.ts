import type { Tensor, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import {
  BATCH_NORM_EPSILON,
  type Layer,
  type PlannedLayer,
  parameterOf,
  tensorFor,
  unpaddedRows,
} from "@undertone/core";
import {
  batchNorm,
  batchNormInference,
  conv2d,
  dense,
  depthwiseConv2d,
  dropout,
  maxPool,
  statisticsPool,
} from "@undertone/tfjs-wasm-train";

/** What a pass through the network needs besides its input. */
export interface ForwardContext {
  /** by parameter name */
  weights: ReadonlyMap<string, Tensor>;
  /** unpadded input rows of each example, [batch] */
  lengths: Int32Array;
  /** null outside training: batch normalization then uses its moving averages, dropout passes all */
  training: TrainingPass | null;
}

export interface TrainingPass {
  /**
   * where in the random stream the pass's dropout lies: dropout layer d of the network, counted from 0, draws from counter
   * [...counter, 2¹⁶ · microBatch + d]
   */
  dropout: { key: [number, number]; counter: [number, number]; microBatch: number };
  /** called with what the batch gives for each moving average, by parameter name: means and variances, [channels] each */
  onMoment(name: string, moment: Tensor): void;
}

/**
 * The logits of a batch.
 *
 * @param x  [batch, nFrames, nCoefficients, 1]
 * @returns  [batch, nClasses]
 */
export function forward(layers: readonly PlannedLayer[], x: Tensor4D, context: ForwardContext): Tensor2D {
  let nDropouts = 0;
  const run = (stack: readonly PlannedLayer[], input: Tensor): Tensor => stack.reduce((h, one) => apply(one, h), input);

  const apply = (planned: PlannedLayer, h: Tensor): Tensor => {
    const { layer } = planned;
    switch (layer.kind) {
      case "conv2d":
        return convolve(planned, layer, h as Tensor4D, context.weights);
      case "depthwiseConv2d":
        return convolveDepthwise(planned, layer, h as Tensor4D, context.weights);
      case "batchNorm":
        return normalize(planned, layer.relu, h, context);
      case "relu":
        return tf.relu(h);
      case "maxPool":
        return maxPool(h as Tensor4D, layer);
      case "frequencyToChannels":
        return tf.reshape(h, [h.shape[0], ...planned.output]);
      case "residual":
        return tf.add(h, run(planned.inner, h));
      case "dropout": {
        if (!context.training) return h;
        const { key, counter, microBatch } = context.training.dropout;
        return dropout(h, layer.rate, { key, counter: [...counter, 0x10000 * microBatch + nDropouts++] });
      }
      case "statisticsPool": {
        const rows = context.lengths.map((length) => unpaddedRows(planned, length));
        return statisticsPool(h as Tensor4D, rows, layer.deviation);
      }
      case "flatten":
        return tf.reshape(h, [h.shape[0], -1]);
      case "dense":
        return dense(
          h as Tensor2D,
          tensorFor(planned, "kernel", context.weights),
          tensorFor(planned, "bias", context.weights),
          layer.relu,
        );
    }
  };
  return run(layers, x) as Tensor2D;
}

function convolve(
  planned: PlannedLayer,
  { strides, dilations, padding, bias }: Layer & { kind: "conv2d" },
  x: Tensor4D,
  weights: ForwardContext["weights"],
): Tensor {
  const y = conv2d(x, tensorFor(planned, "kernel", weights) as Tensor4D, { strides, dilations, padding });
  return bias ? tf.add(y, tensorFor(planned, "bias", weights)) : y;
}

function convolveDepthwise(
  planned: PlannedLayer,
  { kernel, strides, dilations, padding, bias }: Layer & { kind: "depthwiseConv2d" },
  x: Tensor4D,
  weights: ForwardContext["weights"],
): Tensor {
  const filter = tf.reshape<tf.Rank.R4>(tensorFor(planned, "kernel", weights), [...kernel, planned.input[2], 1]);
  const y = depthwiseConv2d(x, filter, { strides, dilations, padding });
  return bias ? tf.add(y, tensorFor(planned, "bias", weights)) : y;
}

function normalize(planned: PlannedLayer, relu: boolean, x: Tensor, { weights, training }: ForwardContext): Tensor {
  const [gamma, beta] = [tensorFor(planned, "gamma", weights), tensorFor(planned, "beta", weights)];
  if (training) {
    const { y, mean, variance } = batchNorm(x, gamma, beta, { relu, epsilon: BATCH_NORM_EPSILON });
    training.onMoment(parameterOf(planned, "movingMean").name, mean);
    training.onMoment(parameterOf(planned, "movingVariance").name, variance);
    return y;
  }
  const mean = tensorFor(planned, "movingMean", weights);
  const variance = tensorFor(planned, "movingVariance", weights);
  return batchNormInference(x, gamma, beta, { mean, variance }, { relu, epsilon: BATCH_NORM_EPSILON });
}
