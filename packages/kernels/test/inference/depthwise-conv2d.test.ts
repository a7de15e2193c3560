import { planNetwork, sizeOf } from "@undertone/core";
import { createDepthwiseConv2d, type LayerOf, loadInference, type Shapes } from "@undertone/kernels/inference";
import { describe, expect, it } from "vitest";
import { apply, drawn, expectClose, taps } from "./reference.ts";

const wasm = await loadInference();
type Depthwise = LayerOf<"depthwiseConv2d">;

const layerOf = (changes: Partial<Depthwise>): Depthwise => ({
  kind: "depthwiseConv2d",
  kernel: [3, 3],
  strides: [1, 1],
  dilations: [1, 1],
  padding: "same",
  bias: true,
  ...changes,
});

/** The shapes that core's plan gives the layer. */
function shapesOf(layer: Depthwise, time: number, frequency: number, channels: number): Shapes {
  const window = { kernel: [1, 1], strides: [1, 1], dilations: [1, 1], padding: "same", bias: false } as const;
  const widen: LayerOf<"conv2d"> = {
    ...window,
    kind: "conv2d",
    filters: channels,
    kernel: [1, 1],
    strides: [1, 1],
    dilations: [1, 1],
  };
  const end = [{ kind: "flatten" } as const, { kind: "dense", units: 1, relu: false } as const];
  return planNetwork([widen, layer, ...end], time, frequency).layers[1];
}

function check(layer: Depthwise, time: number, frequency: number, channels: number, relu = false): void {
  const shapes = shapesOf(layer, time, frequency, channels);
  const x = drawn(sizeOf(shapes.input), 1);
  const filter = drawn(sizeOf(layer.kernel) * channels, 2);
  const bias = drawn(channels, 3);
  const expected = taps(shapes.input, shapes.output, { ...layer, size: layer.kernel }).flatMap((window) =>
    Array.from(bias, (start, c) => {
      const sum = window.reduce(
        (total, [tap, position]) => total + x[position * channels + c] * filter[tap * channels + c],
        start,
      );
      return relu ? Math.max(sum, 0) : sum;
    }),
  );
  const step = createDepthwiseConv2d(wasm, layer, shapes, filter, bias, relu);
  expectClose(apply(wasm, step, x, sizeOf(shapes.output)), expected);
}

describe("createDepthwiseConv2d", () => {
  it.each([1, 2, 3, 4, 5, 7, 8, 9, 12, 17])("filters %d channels", (channels) => {
    check(layerOf({}), 5, 4, channels);
    check(layerOf({}), 5, 4, channels, true);
  });

  it.each(["same", "valid"] as const)("slides every window, with %s padding", (padding) => {
    for (const kernel of [
      [1, 1],
      [2, 3],
      [5, 1],
      [1, 4],
    ] as [number, number][]) {
      for (const strides of [
        [1, 1],
        [2, 1],
        [1, 3],
      ] as [number, number][]) {
        for (const dilations of [
          [1, 1],
          [2, 1],
          [1, 2],
          [3, 2],
        ] as [number, number][]) {
          check(layerOf({ kernel, strides, dilations, padding }), 13, 9, 5);
        }
      }
    }
  });

  it("refuses weights that are not the layer's", () => {
    const layer = layerOf({});
    const shapes = shapesOf(layer, 3, 3, 2);
    const create = (filter: number, bias: number) =>
      createDepthwiseConv2d(wasm, layer, shapes, new Float32Array(filter), new Float32Array(bias), false);
    expect(() => create(17, 2)).toThrow("filter has 17 values, expected 18");
    expect(() => create(18, 3)).toThrow("bias has 3 values, expected 2");
  });
});
