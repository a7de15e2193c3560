import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import { startBackend } from "./backend.ts";

await startBackend();

const SHAPE = [16, 8, 8, 1];

/** A stock model of tf.layers, with the same first weights every time. */
function createModel(): tf.Sequential {
  const kernelInitializer = tf.initializers.glorotUniform({ seed: 3 });
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [8, 8, 1], filters: 5, kernelSize: 3, activation: "tanh", kernelInitializer }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ filters: 4, kernelSize: 3, padding: "same", kernelInitializer }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 60, activation: "relu", kernelInitializer }),
      tf.layers.dense({ units: 2, activation: "softmax", kernelInitializer }),
    ],
  });
  model.compile({ optimizer: tf.train.sgd(0.1), loss: "categoricalCrossentropy" });
  return model;
}

/** Examples whose label is the sign of their mean. */
const data = () => {
  const signs = Float32Array.from({ length: SHAPE[0] }, (_, i) => (i % 2 ? 1 : -1));
  const x = tf.add(tf.randomUniform(SHAPE, -1, 1, "float32", 1), tf.tensor4d(signs, [SHAPE[0], 1, 1, 1]));
  return {
    x,
    y: tf.oneHot(
      tf.tensor1d(
        signs.map((sign) => +(sign > 0)),
        "int32",
      ),
      2,
    ),
  };
};

it("a stock tf.sequential CNN learns by model.fit", async () => {
  const model = createModel();
  const { x, y } = data();
  const { history } = await model.fit(x, y, { epochs: 20, batchSize: 8, shuffle: false, verbose: 0 });
  expect(history.loss[0]).toBeGreaterThan(0.3);
  expect(history.loss[19]).toBeLessThan(0.1);
});

it("its losses are those of tfjs's CPU backend", async () => {
  const losses = async (backend: string) => {
    await tf.setBackend(backend);
    const model = createModel();
    const { x, y } = data();
    const all: number[] = [];
    for (let step = 0; step < 5; step++) all.push((await model.trainOnBatch(x, y)) as number);
    await tf.setBackend("wasm");
    return all;
  };
  const [actual, expected] = [await losses("wasm"), await losses("cpu")];
  for (const [i, loss] of expected.entries()) expect(actual[i]).toBeCloseTo(loss, 4);
  expect(expected[4]).not.toBeCloseTo(expected[0], 2);
});
