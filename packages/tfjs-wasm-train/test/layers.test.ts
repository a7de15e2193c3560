import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { startBackend } from "./backend.ts";

const training = await startBackend();

const { layers } = tf;
const BATCH = 6;
const STEPS = 4;

/** Stock layers, each family as a small model of its own: [name, input shape, hidden layers]. */
const MODELS: [string, number[], () => tf.layers.Layer[]][] = [
  [
    "conv2d, batchNormalization, maxPooling2d, dropout",
    [8, 7, 2],
    () => [
      layers.conv2d({ filters: 5, kernelSize: 3, strides: [2, 1], padding: "same", activation: "relu" }),
      layers.batchNormalization(),
      layers.maxPooling2d({ poolSize: 2, padding: "same" }),
      layers.dropout({ rate: 0 }),
      layers.conv2d({ filters: 3, kernelSize: [2, 3], activation: "elu" }),
      layers.globalAveragePooling2d({}),
    ],
  ],
  [
    "conv2d without activation, averagePooling2d, layerNormalization, flatten",
    [7, 6, 1],
    () => [
      layers.conv2d({ filters: 3, kernelSize: 3, useBias: false }),
      layers.averagePooling2d({ poolSize: 2 }),
      layers.layerNormalization(),
      layers.leakyReLU(),
      layers.flatten(),
    ],
  ],
  [
    "conv2d with channels first, conv2dTranspose",
    [2, 5, 6],
    () => [
      layers.conv2d({ filters: 3, kernelSize: 3, dataFormat: "channelsFirst", activation: "tanh" }),
      layers.permute({ dims: [2, 3, 1] }),
      layers.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, padding: "same", activation: "relu" }),
      layers.globalMaxPooling2d({}),
    ],
  ],
  [
    "conv1d, maxPooling1d, spatialDropout1d, globalAveragePooling1d",
    [13, 3],
    () => [
      layers.conv1d({ filters: 5, kernelSize: 3, padding: "same", activation: "relu" }),
      layers.maxPooling1d({ poolSize: 2 }),
      layers.spatialDropout1d({ rate: 0 }),
      layers.conv1d({ filters: 4, kernelSize: 2, strides: 2, padding: "same", activation: "sigmoid" }),
      layers.globalAveragePooling1d(),
    ],
  ],
  [
    "separableConv2d, depthwiseConv2d, globalMaxPooling2d",
    [7, 6, 3],
    () => [
      layers.separableConv2d({ filters: 5, kernelSize: 3, depthMultiplier: 2, activation: "relu" }),
      layers.depthwiseConv2d({ kernelSize: [3, 2], strides: [1, 1], padding: "same", depthMultiplier: 1 }),
      layers.globalMaxPooling2d({}),
    ],
  ],
  [
    "conv3d, maxPooling3d",
    [4, 5, 5, 2],
    () => [
      layers.conv3d({ filters: 3, kernelSize: 2, activation: "tanh" }),
      layers.maxPooling3d({ poolSize: 2 }),
      layers.flatten(),
    ],
  ],
  ["gru", [5, 3], () => [layers.gru({ units: 4 })]],
  [
    "lstm, timeDistributed",
    [5, 3],
    () => [
      layers.lstm({ units: 4, returnSequences: true }),
      layers.timeDistributed({ layer: layers.dense({ units: 3 }) }),
      layers.flatten(),
    ],
  ],
  [
    "bidirectional simpleRNN",
    [5, 3],
    () => [layers.bidirectional({ layer: layers.simpleRNN({ units: 4 }) as tf.layers.RNN, mergeMode: "concat" })],
  ],
  ["embedding", [7], () => [layers.embedding({ inputDim: 10, outputDim: 5 }), layers.flatten()]],
];

/** A model whose weights depend on their shapes alone. */
function createModel(inputShape: number[], hidden: tf.layers.Layer[]): tf.LayersModel {
  const input = tf.input({ shape: inputShape });
  const stack = [...hidden, layers.dense({ units: 3, activation: "softmax" })];
  const model = tf.model({
    inputs: input,
    outputs: stack.reduce((h, layer) => layer.apply(h) as tf.SymbolicTensor, input),
  });
  model.setWeights(
    model.weights.map(({ shape, name }, i) => {
      const values = tf.randomUniform(shape as number[], -0.6, 0.6, "float32", i + 1);
      return name.includes("variance") ? tf.add(1, tf.abs(values)) : values;
    }),
  );
  return model;
}

/** The loss of each epoch of model.fit, what the model predicts then, and what it weighs. */
async function trained(backend: string, inputShape: number[], hidden: () => tf.layers.Layer[]) {
  await tf.setBackend(backend);
  const model = createModel(inputShape, hidden());
  model.compile({ optimizer: tf.train.sgd(0.05), loss: "categoricalCrossentropy" });
  const isIndex = inputShape.length === 1;
  const x = isIndex
    ? tf.tensor2d(
        Int32Array.from({ length: BATCH * 7 }, (_, i) => (i * 7) % 10),
        [BATCH, 7],
        "int32",
      )
    : tf.randomUniform([BATCH, ...inputShape], -1, 1, "float32", 50);
  const y = tf.oneHot(tf.tensor1d([0, 1, 2, 0, 2, 1], "int32"), 3);
  const { history } = await model.fit(x, y, { epochs: STEPS, batchSize: BATCH, shuffle: false, verbose: 0 });
  const prediction = [...(model.predict(x) as tf.Tensor).dataSync()];
  const weights = model.getWeights().flatMap((tensor) => [...tensor.dataSync()]);
  await tf.setBackend("wasm");
  return { losses: history.loss as number[], prediction, weights };
}

describe("a stock model trains by model.fit as it does on tfjs's CPU backend", () => {
  it.each(MODELS)("%s", async (_name, inputShape, hidden) => {
    const actual = await trained("wasm", inputShape, hidden);
    const expected = await trained("cpu", inputShape, hidden);
    expect(new Set(expected.losses).size).toBe(STEPS);
    for (const kind of ["losses", "prediction", "weights"] as const) {
      expect(actual[kind]).toHaveLength(expected[kind].length);
      const errors = expected[kind].map((value, i) => Math.abs(actual[kind][i] - value));
      expect(Math.max(...errors), kind).toBeLessThan(1e-4);
    }
  });
});

it("a stock model keeps no tensor and no memory over 60 steps", async () => {
  const [, inputShape, hidden] = MODELS[0];
  const model = createModel(inputShape, hidden());
  model.compile({ optimizer: tf.train.adam(0.001), loss: "categoricalCrossentropy" });
  const x = tf.randomUniform([BATCH, ...inputShape], -1, 1, "float32", 50);
  const y = tf.oneHot(tf.tensor1d([0, 1, 2, 0, 2, 1], "int32"), 3);
  for (let step = 0; step < 20; step++) await model.trainOnBatch(x, y);
  const { numTensors, numDataBuffers } = tf.memory();
  const [heapBytes, dataIds] = [training.heapBytes(), training.backend.numDataIds()];
  for (let step = 0; step < 60; step++) await model.trainOnBatch(x, y);
  expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
  expect([training.heapBytes(), training.backend.numDataIds()]).toEqual([heapBytes, dataIds]);
});

it("a stock tf.sequential CNN learns by model.fit", async () => {
  const kernelInitializer = tf.initializers.glorotUniform({ seed: 3 });
  const model = tf.sequential({
    layers: [
      layers.conv2d({ inputShape: [8, 8, 1], filters: 5, kernelSize: 3, activation: "tanh", kernelInitializer }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.conv2d({ filters: 4, kernelSize: 3, padding: "same", kernelInitializer }),
      layers.flatten(),
      layers.dense({ units: 60, activation: "relu", kernelInitializer }),
      layers.dense({ units: 2, activation: "softmax", kernelInitializer }),
    ],
  });
  model.compile({ optimizer: tf.train.sgd(0.1), loss: "categoricalCrossentropy" });
  // The label of an example is the sign of its mean.
  const signs = Float32Array.from({ length: 16 }, (_, i) => (i % 2 ? 1 : -1));
  const x = tf.add(tf.randomUniform([16, 8, 8, 1], -1, 1, "float32", 1), tf.tensor4d(signs, [16, 1, 1, 1]));
  const y = tf.oneHot(
    tf.tensor1d(
      [...signs].map((sign) => +(sign > 0)),
      "int32",
    ),
    2,
  );
  const { history } = await model.fit(x, y, { epochs: 20, batchSize: 8, shuffle: false, verbose: 0 });
  expect(history.loss[0]).toBeGreaterThan(0.3);
  expect(history.loss[19]).toBeLessThan(0.1);
});
