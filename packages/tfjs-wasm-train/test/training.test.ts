import * as tf from "@tensorflow/tfjs-core";
import {
  adamWStep,
  batchNorm,
  clipFactor,
  conv2d,
  dense,
  dropout,
  globalNorm,
  initialAdamW,
  maxPool,
  softmaxCrossEntropy,
  statisticsPool,
} from "@undertone/tfjs-wasm-train";
import { expect, it } from "vitest";
import { startBackend } from "./backend.ts";
import { hash } from "./compare.ts";

const training = await startBackend();

/** SHA-256 over all weights after 20 steps. It changes with any change of arithmetic, and then on purpose. */
const GOLDEN = "6946488e23146c3962228be8bb5372e1643dcc56299013ec0a9369686e865671";

/** Values in [-1, 1) from whole-number arithmetic: the same in every engine. */
function exact(shape: number[], seed: number): tf.Tensor {
  let state = seed;
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
  return tf.tensor(values, shape);
}

/** A net with every op of the package, and the data it learns: the label of an example is the sign it carries. */
function createNet() {
  const x = tf.tidy(() => tf.add(exact([8, 12, 6, 1], 1), tf.tensor4d([1, -1, 1, -1, 1, -1, 1, -1], [8, 1, 1, 1])));
  const targets = tf.tensor2d([0, 1, 0, 1, 0, 1, 0, 1].map((label) => (label ? [0, 1] : [1, 0])));
  const weights = tf.ones([8]);
  const lengths = Int32Array.of(3, 2, 3, 1, 3, 2, 3, 3);
  let parameters = [
    exact([3, 3, 1, 6], 2),
    tf.ones([6]),
    tf.zeros([6]),
    exact([3, 1, 6, 5], 3),
    exact([10, 2], 4),
    tf.zeros([2]),
  ];
  let state = initialAdamW(parameters);

  const lossAt = (step: number) => (w: tf.Tensor[]) => {
    let h = conv2d(x as tf.Tensor4D, w[0] as tf.Tensor4D, { strides: [2, 1] });
    h = maxPool(batchNorm(h, w[1], w[2], { relu: true }).y, { size: [2, 2] });
    h = dropout(h, 0.1, { key: [5, 4], counter: [0, step, 0] });
    h = conv2d(h, w[3] as tf.Tensor4D, { dilations: [2, 1] });
    return softmaxCrossEntropy(dense(statisticsPool(h, lengths, true), w[4], w[5]), targets, weights);
  };
  return {
    step(number: number): number {
      const loss = lossAt(number);
      const { value, grads } = tf.valueAndGrads((...w) => loss(w))(parameters);
      const gradientScale = clipFactor(globalNorm(grads), 1);
      const next = adamWStep(parameters, grads, state, { learningRate: 0.02, weightDecay: 0.01, gradientScale });
      const before = value.dataSync()[0];
      tf.dispose([parameters, state.moments, grads, value]);
      parameters = next.weights;
      state = next.state;
      return before;
    },
    hash: () => hash(parameters),
    dispose: () => tf.dispose([x, targets, weights, parameters, state.moments]),
  };
}

it("gives the same bits twice, and in every engine", async () => {
  const hashes: string[] = [];
  const losses: number[] = [];
  for (let run = 0; run < 2; run++) {
    const net = createNet();
    for (let step = 0; step < 20; step++) losses.push(net.step(step));
    hashes.push(await net.hash());
    net.dispose();
  }
  expect(losses[19]).toBeLessThan(losses[0] / 2);
  expect(hashes[1]).toBe(hashes[0]);
  expect(hashes[0]).toBe(GOLDEN);
});

it("keeps no tensor and no memory over 400 steps", () => {
  const net = createNet();
  for (let step = 0; step < 20; step++) net.step(step);
  const { numTensors, numDataBuffers } = tf.memory();
  const heapBytes = training.heapBytes();
  const dataIds = training.backend.numDataIds();
  for (let step = 20; step < 420; step++) net.step(step);
  expect(tf.memory().numTensors).toBe(numTensors);
  expect(tf.memory().numDataBuffers).toBe(numDataBuffers);
  expect(training.backend.numDataIds()).toBe(dataIds);
  expect(training.heapBytes()).toBe(heapBytes);
  net.dispose();
});
