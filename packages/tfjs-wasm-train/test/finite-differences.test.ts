import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { startBackend } from "./backend.ts";

await startBackend();

/** A prime above every length here: i · STRIDE modulo a length visits each number once, in an order unlike the window's. */
const STRIDE = 7919;
const STEP = 2 ** -4;

/** All different, at least 4 STEPs apart, about as many below zero as above: no step makes another value the largest. */
const distinct = (shape: number[]): tf.Tensor => {
  const n = tf.util.sizeFromShape(shape);
  return tf.tensor(
    Array.from({ length: n }, (_, i) => (((i * STRIDE) % n) - Math.floor(n / 2)) * 4 * STEP),
    shape,
  );
};

/** Eighths from -1 to 1, in no simple order. */
const eighths = (shape: number[], seed: number): tf.Tensor =>
  tf.tensor(
    Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => ((((i + seed) * STRIDE) % 17) - 8) / 8),
    shape,
  );

const kernel = (name: string, inputs: tf.NamedTensorMap, attrs: object): tf.Tensor =>
  tf.engine().runKernel(name, inputs, attrs as tf.NamedAttrMap) as tf.Tensor;

/**
 * Expects `gradient` to be the slope of Σ dy · f(x) in each value of x, by central differences, without any tolerance: all
 * values are small multiples of powers of two, which float32 multiplies and adds without rounding, and within a step f is linear.
 */
function expectSlopes(gradient: tf.Tensor, f: (x: tf.Tensor) => tf.Tensor, at: tf.Tensor, dy: tf.Tensor): void {
  const x = at.dataSync<"float32">();
  const weights = dy.dataSync<"float32">();
  const score = (values: Float32Array) =>
    tf.tidy(() => {
      const y = f(tf.tensor(values, at.shape)).dataSync<"float32">();
      return y.reduce((sum, value, i) => sum + value * weights[i], 0);
    });
  const actual = gradient.dataSync<"float32">();
  const errors = Array.from(actual, (value, i) => {
    const slope = (score(x.with(i, x[i] + STEP)) - score(x.with(i, x[i] - STEP))) / (2 * STEP);
    return Math.abs(value - slope);
  });
  expect(gradient.shape).toEqual(at.shape);
  expect(actual.filter((value) => value !== 0).length).toBeGreaterThan(2);
  expect(Math.max(...errors)).toBe(0);
}

describe.each([
  { size: [2, 2], strides: [2, 2], pad: "valid" },
  { size: [2, 2], strides: [2, 2], pad: "same" },
  { size: [3, 2], strides: [1, 2], pad: "same" },
  { size: [3, 3], strides: [2, 2], pad: "valid" },
])("MaxPoolGrad of %o", ({ size, strides, pad }) => {
  it.each([1, 4, 5])("is the slope of MaxPool, %d channels", (channels) => {
    const x = distinct([2, 6, 4, channels]);
    const attrs = { filterSize: size, strides, pad };
    const pool = (input: tf.Tensor) => kernel("MaxPool", { x: input }, attrs);
    const output = pool(x);
    const dy = eighths(output.shape, 1);
    expectSlopes(kernel("MaxPoolGrad", { dy, input: x, output }, attrs), pool, x, dy);
  });
});

describe.each([
  { size: [2, 2, 2], strides: [2, 2, 2], pad: "valid" },
  { size: [1, 3, 2], strides: [1, 2, 1], pad: "same" },
  { size: [2, 2, 3], strides: [2, 1, 1], pad: "valid" },
])("MaxPool3DGrad of %o", ({ size, strides, pad }) => {
  it.each([1, 5])("is the slope of MaxPool3D, %d channels", (channels) => {
    const x = distinct([2, 4, 3, 4, channels]);
    const attrs = { filterSize: size, strides, pad, dataFormat: "NDHWC" };
    const pool = (input: tf.Tensor) => kernel("MaxPool3D", { x: input }, attrs);
    const output = pool(x);
    const dy = eighths(output.shape, 1);
    expectSlopes(kernel("MaxPool3DGrad", { dy, input: x, output }, attrs), pool, x, dy);
  });
});

describe.each([
  { window: [3, 3], strides: [1, 1], pad: "same" },
  { window: [2, 3], strides: [2, 2], pad: "valid" },
  { window: [3, 2], strides: [2, 1], pad: "same" },
])("depthwise convolution of %o", ({ window, strides, pad }) => {
  const attrs = { strides, pad, dilations: [1, 1], dataFormat: "NHWC" };
  const convolve = (x: tf.Tensor, filter: tf.Tensor) => kernel("DepthwiseConv2dNative", { x, filter }, attrs);

  it.each([
    [1, 1],
    [4, 1],
    [3, 2],
  ])("has the slopes in its input and filter, %d channels times %d", (channels, multiplier) => {
    const inputShape = [2, 5, 6, channels];
    const filterShape = [...window, channels, multiplier];
    const [x, filter] = [eighths(inputShape, 1), eighths(filterShape, 2)];
    const dy = eighths(convolve(x, filter).shape, 3);
    const dx = kernel("DepthwiseConv2dNativeBackpropInput", { dy, filter }, { ...attrs, inputShape });
    expectSlopes(dx, (input) => convolve(input, filter), x, dy);
    const dw = kernel("DepthwiseConv2dNativeBackpropFilter", { x, dy }, { ...attrs, filterShape });
    expectSlopes(dw, (weights) => convolve(x, weights), filter, dy);
  });
});
