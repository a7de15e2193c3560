import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { startBackend } from "./backend.ts";
import { close, uniform, valuesOn as values } from "./compare.ts";

// XNNPACK's convolution, before ours takes its place.
const xnnpack = tf.getKernel("Conv2D", "wasm");
const { backend } = await startBackend();

const CONVOLUTIONS = [
  { inC: 1, outC: 1, kernel: [1, 1], strides: [1, 1], pad: "valid" },
  { inC: 3, outC: 5, kernel: [3, 3], strides: [1, 1], pad: "same" },
  { inC: 4, outC: 8, kernel: [3, 2], strides: [2, 2], pad: "same" },
  { inC: 7, outC: 3, kernel: [2, 2], strides: [2, 1], pad: "valid" },
  { inC: 5, outC: 9, kernel: [5, 4], strides: [1, 3], pad: "same" },
  { inC: 2, outC: 4, kernel: [3, 3], strides: [2, 2], pad: 1 },
  {
    inC: 2,
    outC: 4,
    kernel: [3, 3],
    strides: [1, 1],
    pad: [
      [0, 0],
      [2, 0],
      [0, 1],
      [0, 0],
    ],
  },
];

describe.each(CONVOLUTIONS)("convolution %o", ({ inC, outC, kernel, strides, pad }) => {
  for (const batch of [1, 2]) {
    const xShape = [batch, 7, 6, inC] as [number, number, number, number];
    const filterShape = [...kernel, inC, outC] as [number, number, number, number];
    const attrs = { strides, pad, dataFormat: "NHWC", dilations: [1, 1] };
    const x = () => uniform(xShape, 1);
    const filter = () => uniform(filterShape, 2);
    const { outShape } = tf.backend_util.computeConv2DInfo(
      xShape,
      filterShape,
      strides as [number, number],
      1,
      pad as "same",
    );
    const dy = () => uniform(outShape, 3);

    it.each([
      ["Conv2D", () => ({ x: x(), filter: filter() }), attrs],
      ["Conv2DBackpropFilter", () => ({ x: x(), dy: dy() }), { ...attrs, filterShape }],
      ["Conv2DBackpropInput", () => ({ dy: dy(), filter: filter() }), { ...attrs, inputShape: xShape }],
    ])(`%s agrees with tfjs's CPU backend, batch ${batch}`, async (name, inputs, options) => {
      close(await values("wasm", name, inputs, options), await values("cpu", name, inputs, options), 1e-6);
    });

    it(`has the bits of XNNPACK, batch ${batch}`, async () => {
      const inputs = { x: x(), filter: filter() };
      const out = xnnpack.kernelFunc({ backend, inputs, attrs: attrs as never }) as tf.TensorInfo;
      const expected = backend.readSync(out.dataId) as Float32Array;
      expect(await values("wasm", "Conv2D", () => inputs, attrs)).toEqual(expected);
    });
  }
});

describe.each([
  { size: [2, 2], strides: [2, 2], pad: "valid" },
  { size: [3, 2], strides: [1, 2], pad: "same" },
  { size: [3, 3], strides: [2, 2], pad: "same" },
])("max pooling %o", ({ size, strides, pad }) => {
  it.each([1, 3, 4, 5, 7])("agrees with tfjs's CPU backend, %d channels", async (channels) => {
    const shape = [2, 7, 6, channels] as [number, number, number, number];
    const attrs = { filterSize: size, strides, pad };
    const pool = tf.backend_util.computePool2DInfo(shape, size as never, strides as never, 1, pad as "same");
    const input = () => tf.sub(uniform(shape, 1), 0.5);
    const inputs = () => ({ dy: uniform(pool.outShape, 2), input: input(), output: tf.zeros(pool.outShape) });
    close(await values("wasm", "MaxPoolGrad", inputs, attrs), await values("cpu", "MaxPoolGrad", inputs, attrs), 1e-6);
  });
});

it("gives windows without a positive value their gradient", async () => {
  const x = tf.tensor4d([3, 1, -1, -2, -4, -3], [1, 1, 6, 1]);
  const dx = tf.grad((at) => tf.maxPool(at as tf.Tensor4D, [1, 2], [1, 2], "valid"))(x);
  expect([...dx.dataSync()]).toEqual([1, 0, 1, 0, 0, 1]);
});

describe.each([
  { size: [2, 2, 2], strides: [2, 2, 2], pad: "valid" },
  { size: [1, 3, 3], strides: [1, 2, 1], pad: "same" },
  // As wide as high: tfjs's CPU backend loses its way in other windows.
  { size: [3, 2, 2], strides: [2, 1, 1], pad: 1 },
])("max pooling in 3-D %o", ({ size, strides, pad }) => {
  it.each([1, 2, 5])("agrees with tfjs's CPU backend, %d channels", async (channels) => {
    const shape = [2, 5, 6, 4, channels] as [number, number, number, number, number];
    const attrs = { filterSize: size, strides, pad };
    const pool = tf.backend_util.computePool3DInfo(shape, size as never, strides as never, 1, pad as "same");
    const x = () => tf.sub(uniform(shape, 1), 0.5);
    const inputs = () => ({ dy: uniform(pool.outShape, 2), input: x() });
    expect(await values("wasm", "MaxPool3D", () => ({ x: x() }), attrs)).toEqual(
      await values("cpu", "MaxPool3D", () => ({ x: x() }), attrs),
    );
    close(
      await values("wasm", "MaxPool3DGrad", inputs, attrs),
      await values("cpu", "MaxPool3DGrad", inputs, attrs),
      1e-6,
    );
  });
});

describe.each([
  { kernel: [3, 3], strides: [1, 1], pad: "same" },
  { kernel: [2, 3], strides: [2, 2], pad: "valid" },
])("depthwise convolution %o", ({ kernel, strides, pad }) => {
  it.each([
    [1, 1],
    [3, 1],
    [4, 1],
    [5, 2],
  ])("agrees with tfjs's CPU backend, %d channels times %d", async (channels, multiplier) => {
    const inputShape = [2, 7, 6, channels] as [number, number, number, number];
    const filterShape = [...kernel, channels, multiplier] as [number, number, number, number];
    const { outShape } = tf.backend_util.computeConv2DInfo(
      inputShape,
      filterShape,
      strides as [number, number],
      1,
      pad as "same",
      undefined,
      true,
    );
    const attrs = { strides, pad, dilations: [1, 1], inputShape, filterShape };
    const inputs = () => ({ x: uniform(inputShape, 1), filter: uniform(filterShape, 2), dy: uniform(outShape, 3) });
    for (const name of ["DepthwiseConv2dNativeBackpropInput", "DepthwiseConv2dNativeBackpropFilter"]) {
      close(await values("wasm", name, inputs, attrs), await values("cpu", name, inputs, attrs), 1e-6);
    }
  });
});

it.each([[[4], [4, 3, 5]] as const, [[4], [4]] as const])(
  "sums segments %j of %j as the CPU does",
  async (ids, shape) => {
    const inputs = () => ({ x: uniform([...shape], 1), segmentIds: tf.tensor([2, 0, 2, 5], [...ids], "int32") });
    const attrs = { numSegments: 4 };
    close(
      await values("wasm", "UnsortedSegmentSum", inputs, attrs),
      await values("cpu", "UnsortedSegmentSum", inputs, attrs),
      1e-6,
    );
  },
);

describe("matrix products", () => {
  it("add the bias once", () => {
    const [a, b] = [tf.ones<tf.Rank.R2>([2, 200]), tf.ones<tf.Rank.R2>([3, 200])];
    const y = tf.fused.matMul({ a, b, transposeB: true, bias: tf.ones([3]) });
    expect([...y.dataSync()]).toEqual(new Array(6).fill(201));
  });

  it.each(["linear", "relu", "relu6", "sigmoid", "elu", "leakyrelu"] as const)(
    "apply %s as the CPU does",
    async (activation) => {
      const inputs = () => ({ a: uniform([1, 5, 60], 1), b: uniform([1, 60, 3], 2), bias: uniform([3], 3) });
      const attrs = { transposeA: false, transposeB: false, activation, leakyreluAlpha: 0.3 };
      close(
        await values("wasm", "_FusedMatMul", inputs, attrs),
        await values("cpu", "_FusedMatMul", inputs, attrs),
        1e-6,
      );
    },
  );

  it.each([
    [[4, 3], [3, 5], false, false],
    [[2, 3, 4], [2, 3, 5], true, false],
    [[2, 4, 3], [1, 5, 3], false, true],
  ])("broadcast %j with %j, transposed %s and %s", async (aShape, bShape, transposeA, transposeB) => {
    const matMul = () =>
      tf.tidy(() => tf.matMul(uniform(aShape, 1), uniform(bShape, 2), transposeA, transposeB).arraySync());
    const actual = matMul();
    await tf.setBackend("cpu");
    const expected = matMul();
    await tf.setBackend("wasm");
    close((actual as never[]).flat(3), (expected as never[]).flat(3), 1e-6);
  });
});

it("multiplies whole numbers, as confusionMatrix needs", () => {
  const [labels, predictions] = [tf.tensor1d([0, 1, 1], "int32"), tf.tensor1d([0, 0, 1], "int32")];
  expect(tf.math.confusionMatrix(labels, predictions, 2).arraySync()).toEqual([
    [1, 0],
    [1, 1],
  ]);
});

it("broadcast both sides at once, which tfjs's CPU backend cannot", () => {
  const [a, b] = [uniform([2, 1, 4, 3], 1), uniform([1, 3, 5, 4], 2)];
  const expected = tf.matMul(tf.tile(a, [1, 3, 1, 1]), tf.tile(b, [2, 1, 1, 1]), true, true);
  expect([...tf.matMul(a, b, true, true).dataSync()]).toEqual([...expected.dataSync()]);
});

it("hands a tensor on without copying it", () => {
  const x = tf.tensor1d([1, 2, 3]);
  const before = backend.numDataIds();
  const twin = tf.clone(x);
  expect(backend.numDataIds()).toBe(before);
  x.dispose();
  expect([...twin.dataSync()]).toEqual([1, 2, 3]);
  twin.dispose();
  expect(backend.numDataIds()).toBe(before - 1);
});
