import * as tf from "@tensorflow/tfjs-core";
import {
  adamWStep,
  batchNorm,
  conv2d,
  dense,
  exponentialAverage,
  initialAdamW,
  maxPool,
  softmaxCrossEntropy,
} from "@undertone/tfjs-wasm-train";
import { flattened, N_CLASSES, type PeerNet } from "./peer-nets.ts";

/** A function that takes one training step of the network by our own ops and returns the loss. */
export function createOurStep(net: PeerNet, batch: number): () => number {
  const { filters, kernel, pool, input } = net;
  const x = tf.randomUniform<tf.Rank.R4>([batch, ...input], -1, 1, "float32", 1);
  const labels = tf.tensor1d(
    Array.from({ length: batch }, (_, i) => i % N_CLASSES),
    "int32",
  );
  const targets = tf.cast(tf.oneHot(labels, N_CLASSES), "float32");
  const ones = tf.ones([batch]);

  let weights = filters.flatMap((count, i) => [
    glorot([...kernel, filters[i - 1] ?? input[2], count]),
    tf.ones([count]) as tf.Tensor,
    tf.zeros([count]),
  ]);
  weights.push(glorot([flattened(net), N_CLASSES]), tf.zeros([N_CLASSES]));
  let state = initialAdamW(weights);
  let moving: tf.Tensor[] = filters.flatMap((count) => [tf.zeros([count]), tf.ones([count])]);

  return () => {
    const moments: tf.Tensor[] = [];
    const { value, grads } = tf.valueAndGrads((...current) => {
      const last = current.length - 2;
      let h = x;
      for (let i = 0; i < last; i += 3) {
        const y = conv2d(h, current[i] as tf.Tensor4D);
        const normal = batchNorm(y, current[i + 1], current[i + 2], { relu: true });
        moments.push(tf.keep(normal.mean), tf.keep(normal.variance));
        h = maxPool(normal.y, { size: pool });
      }
      const logits = dense(tf.reshape(h, [batch, -1]), current[last], current[last + 1]);
      return softmaxCrossEntropy(logits, targets, ones);
    })(weights);
    const next = adamWStep(weights, grads, state, { learningRate: 1e-3, weightDecay: 0.01 });
    const moved = exponentialAverage(moving, moments, 0.9);
    const loss = value.dataSync()[0];
    tf.dispose([weights, state.moments, moving, value, grads, moments]);
    ({ weights, state } = next);
    moving = moved;
    return loss;
  };
}

function glorot(shape: number[]): tf.Tensor {
  const limit = Math.sqrt(6 / (shape.slice(0, -1).reduce((a, b) => a * b) + shape[shape.length - 1]));
  return tf.randomUniform(shape, -limit, limit, "float32", 2);
}
