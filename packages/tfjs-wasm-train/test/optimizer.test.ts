import * as tf from "@tensorflow/tfjs-core";
import {
  adamWStep,
  clipFactor,
  exponentialAverage,
  globalNorm,
  initialAdamW,
  initialSgd,
  sgdStep,
} from "@undertone/tfjs-wasm-train";
import { expect, it } from "vitest";
import { startBackend } from "./backend.ts";
import { close, uniform } from "./compare.ts";

await startBackend();

it("adamWStep follows the paper over several steps and decays only what it should", () => {
  const options = {
    learningRate: 0.1,
    beta1: 0.8,
    beta2: 0.9,
    epsilon: 1e-6,
    weightDecay: 0.5,
    decayed: [true, false],
  };
  let weights: tf.Tensor[] = [uniform([3, 3], 1), uniform([5], 2)];
  const expected = weights.map((tensor) => Float64Array.from(tensor.dataSync()));
  const first = expected.map((values) => new Float64Array(values.length));
  const second = expected.map((values) => new Float64Array(values.length));
  let state = initialAdamW(weights);
  for (let t = 1; t <= 5; t++) {
    const gradients = [uniform([3, 3], 10 + t), uniform([5], 20 + t)];
    ({ weights, state } = adamWStep(weights, gradients, state, { ...options, gradientScale: 0.5 }));
    for (const [i, w] of expected.entries()) {
      const g = gradients[i].dataSync();
      const decay = options.decayed[i] ? options.weightDecay : 0;
      for (const k of w.keys()) {
        first[i][k] = 0.8 * first[i][k] + 0.2 * 0.5 * g[k];
        second[i][k] = 0.9 * second[i][k] + 0.1 * (0.5 * g[k]) ** 2;
        const step = first[i][k] / (1 - 0.8 ** t) / (Math.sqrt(second[i][k] / (1 - 0.9 ** t)) + 1e-6);
        w[k] -= 0.1 * (decay * w[k] + step);
      }
    }
  }
  for (const [i, w] of expected.entries()) {
    close(weights[i].dataSync(), w, 1e-5);
    close(state.moments.first[i].dataSync(), first[i], 1e-5);
    close(state.moments.second[i].dataSync(), second[i], 1e-5);
  }
  expect(state.powers[0]).toBeCloseTo(0.8 ** 5, 12);
  expect(state.powers[1]).toBeCloseTo(0.9 ** 5, 12);
});

it("leaves the old weights as they were", () => {
  const weights = [tf.tensor1d([1, 2, 3])];
  const stepped = adamWStep(weights, [tf.ones([3])], initialAdamW(weights), { learningRate: 0.1 });
  expect([...weights[0].dataSync()]).toEqual([1, 2, 3]);
  close(stepped.weights[0].dataSync(), [0.9, 1.9, 2.9], 1e-6);
});

it.each([
  { momentum: 0, nesterov: false },
  { momentum: 0.9, nesterov: false },
  { momentum: 0.9, nesterov: true },
])("sgdStep follows its definition over several steps and decays only what it should: %o", (options) => {
  let weights: tf.Tensor[] = [uniform([3, 3], 1), uniform([5], 2)];
  const expected = weights.map((tensor) => Float64Array.from(tensor.dataSync()));
  const velocities = expected.map((values) => new Float64Array(values.length));
  let state = initialSgd(weights);
  for (let t = 1; t <= 5; t++) {
    const gradients = [uniform([3, 3], 10 + t), uniform([5], 20 + t)];
    ({ weights, state } = sgdStep(weights, gradients, state, {
      ...options,
      learningRate: 0.1,
      weightDecay: 0.5,
      decayed: [false, true],
      gradientScale: 0.5,
    }));
    for (const [i, w] of expected.entries()) {
      const g = gradients[i].dataSync().map((value) => 0.5 * value);
      for (const k of w.keys()) {
        velocities[i][k] = options.momentum * velocities[i][k] + g[k];
        const step = options.nesterov ? g[k] + options.momentum * velocities[i][k] : velocities[i][k];
        w[k] = w[k] * (i === 1 ? 1 - 0.1 * 0.5 : 1) - 0.1 * step;
      }
    }
  }
  for (const [i, w] of expected.entries()) {
    close(weights[i].dataSync(), w, 1e-5);
    close(state.velocity[i].dataSync(), velocities[i], 1e-5);
  }
});

it("sgdStep agrees with tfjs's own momentum where nothing decays", () => {
  for (const nesterov of [false, true]) {
    const variable = tf.variable(tf.tensor1d([1, -2, 3]));
    const optimizer = tf.train.momentum(0.1, 0.9, nesterov);
    let weights: tf.Tensor[] = [tf.tensor1d([1, -2, 3])];
    let state = initialSgd(weights);
    for (let t = 0; t < 3; t++) {
      const gradient = uniform([3], t);
      optimizer.applyGradients([{ name: variable.name, tensor: gradient }]);
      ({ weights, state } = sgdStep(weights, [gradient], state, { learningRate: 0.1, momentum: 0.9, nesterov }));
    }
    close(weights[0].dataSync(), variable.dataSync(), 1e-6);
    variable.dispose();
  }
});

it("a clipped step moves by the learning rate times maxNorm", () => {
  const weights = [tf.zeros([2]), tf.zeros([1])];
  const gradients = [tf.tensor1d([30, 40]), tf.tensor1d([0])];
  const gradientScale = clipFactor(globalNorm(gradients), 5);
  const stepped = sgdStep(weights, gradients, initialSgd(weights), { learningRate: 0.1, gradientScale });
  close(stepped.weights[0].dataSync(), [-0.3, -0.4], 1e-6);
});

it("refuses lists that do not match", () => {
  const weights = [tf.ones([2]), tf.ones([3])];
  const state = initialAdamW(weights);
  expect(() => adamWStep(weights, [tf.ones([2])], state, { learningRate: 0.1 })).toThrow(
    new RangeError("gradients has 1 tensors, expected 2 as weights"),
  );
  expect(() => adamWStep(weights, [weights[1], weights[1]], state, { learningRate: 0.1 })).toThrow(
    new RangeError("gradients[0] is [3], expected [2] as weights[0]"),
  );
  expect(() => adamWStep(weights, weights, state, { learningRate: 0.1, decayed: [true] })).toThrow(
    new RangeError("decayed has 1 values, expected 2 as weights"),
  );
  expect(() => sgdStep(weights, weights, { velocity: [] }, { learningRate: 0.1 })).toThrow(
    new RangeError("velocity has 0 tensors, expected 2 as weights"),
  );
  expect(() => sgdStep(weights, weights, initialSgd(weights), { learningRate: 0.1, decayed: [] })).toThrow(
    new RangeError("decayed has 0 values, expected 2 as weights"),
  );
  expect(() => exponentialAverage([], weights, 0.9)).toThrow(
    new RangeError("average has 0 tensors, expected 2 as weights"),
  );
});

it("globalNorm is the length of all values together, and clipFactor brings it down", () => {
  const norm = globalNorm([tf.tensor1d([3]), tf.tensor2d([[4, 0, 0, 0, 12]])]);
  expect(norm).toBe(13);
  expect(clipFactor(norm, 6.5)).toBe(0.5);
  expect(clipFactor(norm, 13)).toBe(1);
  expect(clipFactor(0, 1)).toBe(1);
});

it("exponentialAverage keeps the share it is told", () => {
  const [out] = exponentialAverage([tf.tensor1d([0, 4])], [tf.tensor1d([8, 4])], 0.75);
  expect([...out.dataSync()]).toEqual([2, 4]);
});
