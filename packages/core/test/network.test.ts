import { type Layer, networkOf, paddingBefore, planNetwork, sizeOf, tensorFor, unpaddedRows } from "@undertone/core";
import { describe, expect, it } from "vitest";
import { input, layers as smallLayers } from "./bundles.ts";

type Conv2d = Extract<Layer, { kind: "conv2d" }>;
const window: Omit<Conv2d, "kind" | "filters" | "kernel"> = {
  strides: [1, 1],
  dilations: [1, 1],
  padding: "same",
  bias: false,
};
const conv = (filters: number, kernel: [number, number], more: Partial<Conv2d> = {}): Layer => ({
  ...window,
  kind: "conv2d",
  filters,
  kernel,
  ...more,
});
const batchNorm: Layer = { kind: "batchNorm", relu: true };
const flatten: Layer = { kind: "flatten" };
const dense: Layer = { kind: "dense", units: 7, relu: false };

describe("planNetwork", () => {
  it("gives each channel of a depthwise convolution its own filter", () => {
    const depthwise: Layer = { ...window, kind: "depthwiseConv2d", kernel: [5, 3], strides: [2, 1], bias: true };
    const { layers, parameters, nTrainable } = planNetwork([conv(6, [1, 1]), depthwise, flatten, dense], 9, 4);
    expect(layers[1].output).toEqual([5, 4, 6]);
    expect(layers[1].timeStride).toBe(2);
    expect(parameters.slice(1, 3)).toEqual([
      { name: "1.kernel", role: "kernel", shape: [5, 3, 6] },
      { name: "1.bias", role: "bias", shape: [6] },
    ]);
    expect(nTrainable).toBe(6 + 5 * 3 * 6 + 6 + 120 * 7 + 7);
  });

  it("gives every layer its shapes, its time stride and its tensors", () => {
    const network = planNetwork(
      [
        conv(16, [7, 5], { strides: [2, 4] }),
        batchNorm,
        { kind: "maxPool", size: [3, 2], strides: [3, 2], padding: "valid" },
        { kind: "frequencyToChannels" },
        { kind: "residual", layers: [conv(128, [5, 1], { dilations: [2, 1], bias: true }), { kind: "relu" }] },
        { kind: "statisticsPool", deviation: true },
        { kind: "dropout", rate: 0.3 },
        dense,
      ],
      150,
      64,
    );
    expect(network.layers.map(({ output, timeStride }) => [...output, timeStride])).toEqual([
      [75, 16, 16, 2],
      [75, 16, 16, 2],
      [25, 8, 16, 6],
      [25, 1, 128, 6],
      [25, 1, 128, 6],
      [1, 1, 256, 6],
      [1, 1, 256, 6],
      [1, 1, 7, 6],
    ]);
    expect(network.parameters).toEqual([
      { name: "0.kernel", role: "kernel", shape: [7, 5, 1, 16] },
      { name: "1.gamma", role: "gamma", shape: [16] },
      { name: "1.beta", role: "beta", shape: [16] },
      { name: "1.movingMean", role: "movingMean", shape: [16] },
      { name: "1.movingVariance", role: "movingVariance", shape: [16] },
      { name: "4.0.kernel", role: "kernel", shape: [5, 1, 128, 128] },
      { name: "4.0.bias", role: "bias", shape: [128] },
      { name: "7.kernel", role: "kernel", shape: [256, 7] },
      { name: "7.bias", role: "bias", shape: [7] },
    ]);
    expect(network.nOutputs).toBe(7);
    expect(network.nTrainable).toBe(7 * 5 * 16 + 16 + 16 + 5 * 128 * 128 + 128 + 256 * 7 + 7);
    expect(network.layers[4].inner.map(({ input, output }) => [input, output])).toEqual([
      [
        [25, 1, 128],
        [25, 1, 128],
      ],
      [
        [25, 1, 128],
        [25, 1, 128],
      ],
    ]);
  });

  it.each([
    [10, 3, 1, 1, "same", 10],
    [10, 3, 2, 1, "same", 5],
    [11, 3, 2, 1, "same", 6],
    [10, 3, 1, 1, "valid", 8],
    [10, 3, 2, 1, "valid", 4],
    [10, 3, 1, 4, "valid", 2],
    [9, 3, 5, 4, "valid", 1],
    [1, 5, 3, 2, "same", 1],
  ] as const)(
    "turns %d rows under kernel %d, stride %d, dilation %d, %s, into %d",
    (n, kernel, stride, dilation, padding, out) => {
      const layer = conv(1, [kernel, 1], { strides: [stride, 1], dilations: [dilation, 1], padding });
      expect(planNetwork([layer, flatten, dense], n, 1).layers[0].output).toEqual([out, 1, 1]);
    },
  );

  it.each<[string, Layer[], string]>([
    ["no layers", [], "the last layer is undefined, expected dense without relu"],
    ["no logits", [flatten], "the last layer is flatten, expected dense without relu"],
    [
      "rectified logits",
      [flatten, { ...dense, relu: true } as Layer],
      "the last layer is dense, expected dense without relu",
    ],
    [
      "a dense layer on rows",
      [batchNorm, dense],
      "layer 1 (dense) meets [12,8,1], expected [1, 1, values]: pool or flatten first",
    ],
    [
      "a window larger than what it slides over",
      [conv(4, [13, 1], { padding: "valid" }), flatten, dense],
      "layer 0 (conv2d) gives [0,8,4], expected at least 1 everywhere",
    ],
    [
      "one within a residual",
      [batchNorm, { kind: "residual", layers: [conv(1, [1, 9], { padding: "valid" })] }, flatten, dense],
      "layer 1.0 (conv2d) gives [12,0,1], expected at least 1 everywhere",
    ],
    [
      "a residual that changes the shape",
      [{ kind: "residual", layers: [conv(2, [1, 1])] }, flatten, dense],
      "layer 0 (residual) turns [12,8,1] into [12,8,2], expected the same shape",
    ],
  ])("refuses %s", (_, layers, message) => {
    expect(() => planNetwork(layers, 12, 8)).toThrow(new RangeError(message));
  });
});

describe("networkOf", () => {
  it("plans for the input that the features give", () => {
    expect(networkOf({ layers: smallLayers, input })).toEqual(planNetwork(smallLayers, 12, 8));
    const features = { ...input.features, deltas: 2 };
    expect(networkOf({ layers: smallLayers, input: { ...input, features } }).layers[0].input).toEqual([12, 24, 1]);
  });
});

describe("paddingBefore", () => {
  // TensorFlow: the smaller half of the zeros stands in front.
  it.each([
    [10, 3, 1, 1, 1],
    [10, 3, 2, 1, 0],
    [11, 3, 2, 1, 1],
    [10, 4, 1, 1, 1],
    [150, 7, 2, 1, 2],
    [64, 5, 4, 1, 0],
    [75, 5, 1, 4, 8],
    [10, 1, 3, 1, 0],
  ])("puts, for %d values, kernel %d, stride %d, dilation %d: %d", (n, kernel, stride, dilation, expected) => {
    expect(paddingBefore(n, kernel, stride, dilation, "same")).toBe(expected);
    expect(paddingBefore(n, kernel, stride, dilation, "valid")).toBe(0);
  });
});

describe("sizeOf", () => {
  it("multiplies", () => {
    expect([sizeOf([]), sizeOf([7]), sizeOf([2, 0, 3]), sizeOf([2, 3, 4])]).toEqual([1, 7, 0, 24]);
  });
});

describe("tensorFor", () => {
  const [planned] = planNetwork([conv(4, [3, 3], { bias: true }), flatten, dense], 12, 8).layers;

  it("finds a layer's tensor by its role", () => {
    expect(tensorFor(planned, "bias", new Map([["0.kernel", 1]]).set("0.bias", 2))).toBe(2);
  });

  it("names the tensor that is missing", () => {
    expect(() => tensorFor(planned, "kernel", new Map())).toThrow("tensor 0.kernel is missing, expected [3,3,1,4]");
  });
});

describe("unpaddedRows", () => {
  it.each([
    [1, 1],
    [6, 1],
    [7, 2],
    [149, 25],
    [151, 25],
  ])("are, of %d behind a stride of 6 into 25 rows: %d", (nRows, expected) => {
    expect(unpaddedRows({ input: [25, 1, 1], timeStride: 6 }, nRows)).toBe(expected);
  });
});
