import * as tf from "@tensorflow/tfjs-core";
import {
  batchNorm,
  batchNormInference,
  conv2d,
  dense,
  depthwiseConv2d,
  dropout,
  maxPool,
  softmaxCrossEntropy,
  statisticsPool,
} from "@undertone/tfjs-wasm-train";
import { describe, expect, it } from "vitest";
import { startBackend } from "./backend.ts";
import { close, uniform } from "./compare.ts";

await startBackend();

/** Checks the gradients of f by its slope along one direction, in steps that float32 can resolve. */
function checkGradients(f: (...x: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[], tolerance = 2e-3) {
  const dy = uniform(f(...inputs).shape, 99);
  const gradients = tf.grads((...x) => f(...x))(inputs, dy);
  for (const [i, input] of inputs.entries()) {
    const direction = uniform(input.shape, 7 + i);
    const h = 2 ** -8;
    const score = (by: number) => dot(dy, f(...inputs.map((x, j) => (i === j ? tf.add(x, tf.mul(direction, by)) : x))));
    const slope = (score(h) - score(-h)) / (2 * h);
    const size = Math.sqrt(dot(gradients[i], gradients[i]) * dot(direction, direction));
    expect(size).toBeGreaterThan(0);
    expect(Math.abs(slope - dot(gradients[i], direction)) / size).toBeLessThan(tolerance);
  }
}

/** Σ a · b in double precision. */
function dot(a: tf.Tensor, b: tf.Tensor): number {
  const [left, right] = [a.dataSync<"float32">(), b.dataSync<"float32">()];
  return left.reduce((sum, value, i) => sum + value * right[i], 0);
}

describe("conv2d", () => {
  it.each(["same", "valid"] as const)("differentiates strides with dilations, padding %s", (padding) => {
    const options = { strides: [2, 1], dilations: [2, 3], padding } as const;
    const inputs = [uniform([2, 9, 8, 3], 1), uniform([3, 2, 3, 5], 2)];
    checkGradients((x, filter) => conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, options), inputs);
  });

  it("gives ⌈length / stride⌉ with same padding", () => {
    const y = conv2d(uniform([1, 7, 5, 1], 1) as tf.Tensor4D, uniform([3, 3, 1, 2], 2) as tf.Tensor4D, {
      strides: [2, 3],
    });
    expect(y.shape).toEqual([1, 4, 2, 2]);
  });

  it("refuses whole numbers, whose bits are not those of floats", () => {
    const [x, filter] = [tf.zeros([1, 4, 4, 2], "int32"), tf.zeros([1, 1, 2, 5])] as tf.Tensor4D[];
    expect(() => conv2d(x, filter)).toThrow(new TypeError("x is int32, expected float32"));
  });

  it("refuses channels that do not fit", () => {
    const [x, filter] = [tf.zeros([1, 4, 4, 3]), tf.zeros([1, 1, 2, 5])] as tf.Tensor4D[];
    expect(() => conv2d(x, filter)).toThrow(new RangeError("x has 3 channels, expected 2 as in filter"));
  });
});

describe("depthwiseConv2d", () => {
  it.each(["same", "valid"] as const)("differentiates strides with dilations, padding %s", (padding) => {
    const options = { strides: [2, 1], dilations: [2, 3], padding } as const;
    const inputs = [uniform([2, 9, 8, 3], 1), uniform([3, 2, 3, 2], 2)];
    checkGradients((x, filter) => depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, options), inputs);
  });

  it("equals the convolution by a filter that is 0 between channels", () => {
    const [x, filter] = [uniform([2, 9, 1, 5], 1), uniform([3, 1, 5, 1], 2)] as tf.Tensor4D[];
    const apart = tf.mul(filter, tf.eye(5)) as tf.Tensor4D;
    const options = { dilations: [2, 1] } as const;
    close(depthwiseConv2d(x, filter, options).dataSync(), conv2d(x, apart, options).dataSync(), 1e-6);
  });

  it("refuses channels that do not fit", () => {
    const [x, filter] = [tf.zeros([1, 4, 4, 3]), tf.zeros([1, 1, 2, 1])] as tf.Tensor4D[];
    expect(() => depthwiseConv2d(x, filter)).toThrow(new RangeError("x has 3 channels, expected 2 as in filter"));
  });
});

describe("batchNorm", () => {
  const inputs = [uniform([2, 3, 4, 5], 1), uniform([5], 2), uniform([5], 3)];

  it("differentiates x, gamma and beta", () => {
    checkGradients((x, gamma, beta) => batchNorm(x, gamma, beta).y, inputs);
  });

  it("differentiates behind a ReLU", () => {
    const f = (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) => batchNorm(x, gamma, beta, { relu: true }).y;
    expect(Math.min(...f(inputs[0], inputs[1], inputs[2]).dataSync())).toBe(0);
    checkGradients((...x) => f(x[0], x[1], x[2]), inputs, 1e-2);
  });

  it("reports mean and variance of the batch", () => {
    const { mean, variance } = batchNorm(inputs[0], inputs[1], inputs[2]);
    const expected = tf.moments(inputs[0], [0, 1, 2]);
    close(mean.dataSync(), expected.mean.dataSync(), 1e-5);
    close(variance.dataSync(), expected.variance.dataSync(), 1e-5);
  });

  it("refuses a gamma that does not fit", () => {
    expect(() => batchNorm(inputs[0], tf.ones([4]), inputs[2])).toThrow(
      new RangeError("gamma has 4 values, expected 5 as x has channels"),
    );
  });
});

describe("batchNormInference", () => {
  const [x, gamma, beta, mean] = [uniform([2, 3, 4, 5], 1), uniform([5], 2), uniform([5], 3), uniform([5], 4)];
  const variance = tf.abs(uniform([5], 5));
  const statistics = { mean, variance };

  it.each([false, true])("has the bits of its definition in ops of tfjs, relu %s", (relu) => {
    const scale = tf.mul(gamma, tf.rsqrt(tf.add(variance, 0.01)));
    const y = tf.add(tf.mul(x, scale), tf.sub(beta, tf.mul(mean, scale)));
    const expected = relu ? tf.relu(y) : y;
    const actual = batchNormInference(x, gamma, beta, statistics, { relu, epsilon: 0.01 });
    expect(actual.shape).toEqual(x.shape);
    expect([...actual.dataSync()]).toEqual([...expected.dataSync()]);
  });

  it.each([false, true])("differentiates x, gamma and beta, relu %s", (relu) => {
    checkGradients((...[a, b, c]) => batchNormInference(a, b, c, statistics, { relu }), [x, gamma, beta], 1e-2);
  });

  it("has no gradient for statistics, and says so", () => {
    const f = (at: tf.Tensor) => batchNormInference(x, gamma, beta, { mean: at, variance });
    expect(() => tf.grad(f)(mean)).toThrow("Cannot backprop through input mean");
  });

  it("refuses statistics that do not fit", () => {
    expect(() => batchNormInference(x, gamma, beta, { mean, variance: tf.ones([4]) })).toThrow(
      new RangeError("variance has 4 values, expected 5 as x has channels"),
    );
  });
});

describe("maxPool", () => {
  it("differentiates", () => {
    checkGradients(
      (x) => maxPool(x as tf.Tensor4D, { size: [2, 3], strides: [2, 1], padding: "same" }),
      [uniform([2, 5, 6, 3], 1)],
      1e-2,
    );
  });
});

describe("statisticsPool", () => {
  const x = uniform([3, 6, 2, 5], 1) as tf.Tensor4D;
  const lengths = Int32Array.of(6, 1, 4);

  it.each([false, true])("differentiates, deviation %s", (deviation) => {
    checkGradients((at) => statisticsPool(at as tf.Tensor4D, lengths, deviation), [x], 5e-3);
  });

  it("ignores rows beyond the length", () => {
    const pooled = statisticsPool(x, lengths, true);
    const { mean, variance } = tf.moments(tf.slice(x, [2, 0], [1, 4]), [0, 1, 2]);
    const expected = tf.concat([mean, tf.sqrt(tf.add(variance, 1e-5))]);
    close(tf.slice(pooled, [2], [1]).dataSync(), expected.dataSync(), 1e-5);
    const dx = tf.grad((at) => statisticsPool(at as tf.Tensor4D, lengths, true))(x);
    expect(new Set(tf.slice(dx, [2, 4], [1, 2]).dataSync())).toEqual(new Set([0]));
  });

  it("refuses lengths that do not fit", () => {
    const pool = (...values: number[]) => statisticsPool(x, Int32Array.from(values), true);
    expect(() => pool(6, 6)).toThrow(new RangeError("lengths has 2 values, expected 3 as in x"));
    expect(() => pool(6, 0, 6)).toThrow(new RangeError("length is 0, expected from 1 to 6 rows"));
    expect(() => pool(6, 7, 6)).toThrow(new RangeError("length is 7, expected from 1 to 6 rows"));
  });
});

describe("softmaxCrossEntropy", () => {
  const logits = uniform([4, 7], 1) as tf.Tensor2D;
  const targets = tf.softmax(uniform([4, 7], 2));
  const weights = tf.tensor1d([1, 0.5, 2, 0]);

  it("differentiates logits", () => {
    checkGradients((z) => softmaxCrossEntropy(z as tf.Tensor2D, targets, weights), [logits]);
  });

  it("is the weighted mean over the batch", () => {
    const each = tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), 1));
    const expected = tf.div(tf.sum(tf.mul(each, weights)), tf.sum(weights));
    close(softmaxCrossEntropy(logits, targets, weights).dataSync(), expected.dataSync(), 1e-6);
  });

  it("spreads a share of each target over all classes", () => {
    const smoothed = tf.add(tf.mul(targets, 0.8), 0.2 / 7);
    const expected = softmaxCrossEntropy(logits, smoothed, weights);
    const actual = softmaxCrossEntropy(logits, targets, weights, { labelSmoothing: 0.2 });
    expect([...actual.dataSync()]).toEqual([...expected.dataSync()]);
    expect(actual.dataSync()[0]).not.toBeCloseTo(softmaxCrossEntropy(logits, targets, weights).dataSync()[0], 3);
  });

  it("weighs an example by its class, and by its own weight", () => {
    const labels = tf.oneHot(tf.tensor1d([6, 0, 2, 0], "int32"), 7);
    const byClass = softmaxCrossEntropy(logits, tf.cast(labels, "float32"), weights, {
      labelSmoothing: 0.1,
      classWeights: [3, 1, 0.5, 1, 1, 1, 2],
    });
    const byExample = softmaxCrossEntropy(logits, tf.cast(labels, "float32"), tf.tensor1d([2, 1.5, 1, 0]), {
      labelSmoothing: 0.1,
    });
    expect([...byClass.dataSync()]).toEqual([...byExample.dataSync()]);
  });

  it("differentiates logits with smoothing and class weights", () => {
    const options = { labelSmoothing: 0.3, classWeights: [3, 1, 0.5, 1, 0, 1, 2] };
    checkGradients((z) => softmaxCrossEntropy(z as tf.Tensor2D, targets, weights, options), [logits]);
  });

  it("leaves no tensor behind", () => {
    const before = tf.memory().numTensors;
    softmaxCrossEntropy(logits, targets, weights, {
      labelSmoothing: 0.1,
      classWeights: new Array(7).fill(2),
    }).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("refuses options out of their range", () => {
    const loss = (options: object) => softmaxCrossEntropy(logits, targets, weights, options);
    expect(() => loss({ labelSmoothing: Number.NaN })).toThrow(
      new RangeError("labelSmoothing is NaN, expected from 0 to 1"),
    );
    expect(() => loss({ labelSmoothing: 1.5 })).toThrow(new RangeError("labelSmoothing is 1.5, expected from 0 to 1"));
    expect(() => loss({ classWeights: [1, 2] })).toThrow(
      new RangeError("classWeights has 2 values, expected 7 as logits has classes"),
    );
    expect(() => loss({ classWeights: [1, 1, 1, 1, 1, 1, -1] })).toThrow(
      new RangeError("class weight is -1, expected not negative"),
    );
  });

  it("refuses shapes that differ", () => {
    expect(() => softmaxCrossEntropy(logits, tf.ones([4, 6]), weights)).toThrow(
      new RangeError("targets is [4,6], expected [4,7] as logits"),
    );
    expect(() => softmaxCrossEntropy(logits, targets, tf.ones([3]))).toThrow(
      new RangeError("weights has 3 values, expected 4 as logits"),
    );
  });
});

describe("dropout", () => {
  const address = { key: [1, 2], counter: [3, 4, 5] } as const;

  it("sends the gradient through the mask of the forward pass", () => {
    const x = tf.ones([5, 7]);
    const y = dropout(x, 0.4, address);
    const dx = tf.grad((at) => dropout(at, 0.4, address))(x);
    expect([...dx.dataSync()]).toEqual([...y.dataSync()]);
    expect(new Set(y.dataSync())).toEqual(new Set([0, Math.fround(1 / 0.6)]));
  });

  it("passes all at rate 0 and gives another address another mask", () => {
    const x = uniform([40], 1);
    expect([...dropout(x, 0, address).dataSync()]).toEqual([...x.dataSync()]);
    const other = dropout(x, 0.5, { ...address, counter: [3, 4, 6] });
    expect([...dropout(x, 0.5, address).dataSync()]).not.toEqual([...other.dataSync()]);
  });

  it.each([-0.1, 1, Number.NaN])("refuses a rate of %d", (rate) => {
    expect(() => dropout(tf.ones([1]), rate, address)).toThrow(
      new RangeError(`rate is ${rate}, expected from 0 to less than 1`),
    );
  });
});

describe("dense", () => {
  it.each([false, true])("differentiates, relu %s", (relu) => {
    const inputs = [uniform([3, 5], 1), uniform([5, 4], 2), uniform([4], 3)];
    checkGradients((x, kernel, bias) => dense(x as tf.Tensor2D, kernel, bias, relu), inputs, 1e-2);
  });
});
