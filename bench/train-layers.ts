import * as tf from "@tensorflow/tfjs";
import { N_CLASSES, type PeerNet } from "./peer-nets.ts";

/** A function that takes one training step of the network by tf.layers, on the backend that is active now. */
export function createLayersStep(net: PeerNet, batch: number): () => Promise<number> {
  const is1d = net.name === "conv1d";
  const [height, width, channels] = net.input;
  const inputShape = is1d ? [height, channels] : [height, width, channels];
  const model = tf.sequential();
  for (const [i, filters] of net.filters.entries()) {
    const first = i === 0 ? { inputShape } : {};
    const shared = { ...first, filters, padding: "same", useBias: false } as const;
    model.add(
      is1d
        ? tf.layers.conv1d({ ...shared, kernelSize: net.kernel[0] })
        : tf.layers.conv2d({ ...shared, kernelSize: net.kernel }),
    );
    model.add(tf.layers.batchNormalization());
    model.add(tf.layers.activation({ activation: "relu" }));
    model.add(
      is1d ? tf.layers.maxPooling1d({ poolSize: net.pool[0] }) : tf.layers.maxPooling2d({ poolSize: net.pool }),
    );
  }
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: N_CLASSES, activation: "softmax" }));
  model.compile({ optimizer: tf.train.adam(1e-3), loss: "categoricalCrossentropy" });

  const x = tf.randomUniform([batch, ...inputShape], -1, 1, "float32", 1);
  const labels = Array.from({ length: batch }, (_, i) => i % N_CLASSES);
  const y = tf.oneHot(tf.tensor1d(labels, "int32"), N_CLASSES);
  return async () => (await model.trainOnBatch(x, y)) as number;
}
