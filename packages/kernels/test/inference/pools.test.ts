import { planNetwork, sizeOf } from "@undertone/core";
import { createMaxPool, createStatisticsPool, type LayerOf, loadInference } from "@undertone/kernels/inference";
import { describe, expect, it } from "vitest";
import { apply, drawn, expectClose, taps } from "./reference.ts";

const wasm = await loadInference();

describe("createMaxPool", () => {
  const check = (layer: LayerOf<"maxPool">, x: Float32Array, channels: number, time: number, frequency: number) => {
    const plan = planNetwork([layer, { kind: "flatten" }, { kind: "dense", units: 1, relu: false }], time, frequency);
    const input = [time, frequency, channels] as const;
    const output = [plan.layers[0].output[0], plan.layers[0].output[1], channels] as const;
    const windows = taps(input, output, { ...layer, dilations: [1, 1] });
    const expected = windows.flatMap((window) =>
      Array.from({ length: channels }, (_, c) => Math.max(...window.map(([, p]) => x[p * channels + c]))),
    );
    const found = apply(wasm, createMaxPool(wasm, layer, { input, output }), x, sizeOf(output));
    expect([...found]).toEqual(expected);
  };

  it.each([1, 2, 3, 4, 5, 7, 8, 9])("takes the largest of each of %d channels", (channels) => {
    const layer: LayerOf<"maxPool"> = { kind: "maxPool", size: [2, 3], strides: [2, 2], padding: "same" };
    check(layer, drawn(7 * 5 * channels, 1), channels, 7, 5);
  });

  it.each(["same", "valid"] as const)("slides every window, with %s padding", (padding) => {
    for (const size of [
      [1, 1],
      [2, 2],
      [3, 1],
      [4, 5],
    ] as [number, number][]) {
      for (const strides of [
        [1, 1],
        [2, 3],
        [5, 1],
      ] as [number, number][]) {
        check({ kind: "maxPool", size, strides, padding }, drawn(9 * 6 * 3, 2), 3, 9, 6);
      }
    }
  });

  it("never takes padding for the largest", () => {
    const layer: LayerOf<"maxPool"> = { kind: "maxPool", size: [3, 3], strides: [1, 1], padding: "same" };
    check(layer, drawn(4 * 4, 3).fill(-5), 1, 4, 4);
  });
});

describe("createStatisticsPool", () => {
  const moments = (x: Float32Array, channels: number, n: number) => {
    const columns = Array.from({ length: channels }, (_, c) =>
      Array.from({ length: n }, (_, p) => x[p * channels + c]),
    );
    const means = columns.map((values) => values.reduce((a, b) => a + b) / n);
    const variances = columns.map((values, c) => values.reduce((sum, value) => sum + (value - means[c]) ** 2, 0) / n);
    return [means, variances.map((variance) => Math.sqrt(variance + 1e-5))];
  };
  const poolOf = (deviation: boolean, time: number, frequency: number, channels: number, timeStride = 1) =>
    createStatisticsPool(
      wasm,
      { kind: "statisticsPool", deviation },
      { input: [time, frequency, channels], output: [1, 1, (deviation ? 2 : 1) * channels], timeStride },
    );

  it.each([1, 2, 3, 4, 5, 7, 8, 9])("gives mean and deviation of %d channels", (channels) => {
    const x = drawn(6 * 3 * channels, 1);
    const [means, deviations] = moments(x, channels, 18);
    expectClose(apply(wasm, poolOf(true, 6, 3, channels), x, 2 * channels, 6), [...means, ...deviations]);
    expectClose(apply(wasm, poolOf(false, 6, 3, channels), x, channels, 6), means);
  });

  it.each([
    [1, 1],
    [2, 1],
    [3, 1],
    [4, 2],
    [7, 3],
    [9, 3],
    [12, 4],
  ])("takes, of rows three apart, those of %d input rows: %d", (nRows, n) => {
    const x = drawn(4 * 2 * 3, 2);
    const [means, deviations] = moments(x, 3, 2 * n);
    expectClose(apply(wasm, poolOf(true, 4, 2, 3, 3), x, 6, nRows), [...means, ...deviations]);
  });

  it("takes no more rows than valid convolutions leave", () => {
    const x = drawn(4 * 2 * 3, 2);
    expect(apply(wasm, poolOf(true, 4, 2, 3), x, 6, 6)).toEqual(apply(wasm, poolOf(true, 4, 2, 3), x, 6, 4));
  });

  it("gives √0.00001 for what does not vary, however large", () => {
    const found = apply(wasm, poolOf(true, 1000, 4, 3), new Float32Array(12_000).fill(1000.1), 6, 1000);
    expect([...found.subarray(3)]).toEqual(new Array(3).fill(Math.fround(Math.sqrt(1e-5))));
  });
});
