import { type Layer, layersSchema, validated } from "@undertone/core";
import { describe, expect, it } from "vitest";

const conv2d: Layer = {
  kind: "conv2d",
  filters: 8,
  kernel: [3, 3],
  strides: [1, 1],
  dilations: [1, 1],
  padding: "same",
  bias: false,
};
const depthwise: Layer = {
  kind: "depthwiseConv2d",
  kernel: [5, 1],
  strides: [1, 1],
  dilations: [2, 1],
  padding: "same",
  bias: true,
};
const pool: Layer = { kind: "maxPool", size: [2, 2], strides: [2, 2], padding: "valid" };
const read = (value: unknown) => validated(layersSchema, value, "layers");

describe("layersSchema", () => {
  it("takes every kind of layer, residuals within residuals too", () => {
    const layers: Layer[] = [
      conv2d,
      depthwise,
      { kind: "batchNorm", relu: true },
      { kind: "relu" },
      pool,
      { kind: "frequencyToChannels" },
      {
        kind: "residual",
        layers: [
          { kind: "residual", layers: [] },
          { kind: "dropout", rate: 0.95 },
        ],
      },
      { kind: "dropout", rate: 0 },
      { kind: "statisticsPool", deviation: true },
      { kind: "flatten" },
      { kind: "dense", units: 7, relu: false },
    ];
    expect(read(layers)).toEqual(layers);
  });

  it.each<[unknown, string]>([
    [{}, "layers is {}, expected Array"],
    [[], "layers is [], expected at least one layer"],
    [[7], "layers.0 is 7, expected Object"],
    [[{ ...conv2d, filters: 0 }], "layers.0.filters is 0, expected a whole number from 1 to 4096"],
    [[pool, { ...conv2d, filters: 1.5 }], "layers.1.filters is 1.5, expected a whole number from 1 to 4096"],
    [[{ ...conv2d, filters: "8" }], 'layers.0.filters is "8", expected a whole number from 1 to 4096'],
    [[{ ...conv2d, kernel: [3] }], "layers.0.kernel.1 is undefined, expected a whole number from 1 to 255"],
    [[{ ...conv2d, kernel: [3, 256] }], "layers.0.kernel.1 is 256, expected a whole number from 1 to 255"],
    [[{ ...conv2d, kernel: [3, 3, 3] }], "layers.0.kernel.2 is 3, expected two whole numbers [time, frequency]"],
    [[{ ...conv2d, strides: 2 }], "layers.0.strides is 2, expected two whole numbers [time, frequency]"],
    [[{ ...conv2d, padding: "SAME" }], 'layers.0.padding is "SAME", expected "same" or "valid"'],
    [[{ ...conv2d, bias: 1 }], "layers.0.bias is 1, expected true or false"],
    [[{ ...depthwise, filters: 8 }], "layers.0.filters is 8, expected no field of this name"],
    [[{ ...conv2d, groups: 2 }], "layers.0.groups is 2, expected no field of this name"],
    [[{ kind: "batchNorm" }], "layers.0.relu is undefined, expected a value"],
    [[{ ...pool, size: [0, 2] }], "layers.0.size.0 is 0, expected a whole number from 1 to 255"],
    [[{ kind: "dropout", rate: 1 }], "layers.0.rate is 1, expected a number from 0 to 0.95"],
    [[{ kind: "dropout", rate: Number.NaN }], "layers.0.rate is NaN, expected a number from 0 to 0.95"],
    [
      [{ kind: "residual", layers: [pool, { kind: "dense", units: 0, relu: false }] }],
      "layers.0.layers.1.units is 0, expected a whole number from 1 to 65536",
    ],
  ])("refuses %j", (value, message) => {
    expect(() => read(value)).toThrow(new RangeError(message));
  });

  it("names the kinds there are when it meets another", () => {
    expect(() => read([{ kind: "lstm" }])).toThrow(
      new RangeError(
        'layers.0.kind is "lstm", expected ("conv2d" | "depthwiseConv2d" | "batchNorm" | "relu" | "maxPool" | "frequencyToChannels" | "residual" | "dropout" | "statisticsPool" | "flatten" | "dense")',
      ),
    );
  });

  it("refuses lists that would take long to validate, their length alone told", () => {
    const inner = Array(999).fill({ kind: "relu" });
    expect(read([{ kind: "residual", layers: inner }])).toHaveLength(1);
    const tooMany = [{ kind: "residual", layers: inner }, { kind: "relu" }];
    expect(() => read(tooMany)).toThrow(/^layers is \[\{.*\.\.\., expected at most 1000 layers$/);
    expect(() => read(Array(300_000).fill(null))).toThrow(/, expected at most 1000 layers$/);
  });
});
