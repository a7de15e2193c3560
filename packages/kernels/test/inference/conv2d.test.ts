import { planNetwork, sizeOf } from "@undertone/core";
import { createConv2d, type LayerOf, loadInference, type Shapes } from "@undertone/kernels/inference";
import { describe, expect, it } from "vitest";
import { apply, drawn, expectClose, taps } from "./reference.ts";

const wasm = await loadInference();
type Conv2d = LayerOf<"conv2d">;

const layerOf = (changes: Partial<Conv2d>): Conv2d => ({
  kind: "conv2d",
  filters: 8,
  kernel: [3, 3],
  strides: [1, 1],
  dilations: [1, 1],
  padding: "same",
  bias: true,
  ...changes,
});

/** The shapes that core's plan gives the layer. */
function shapesOf(layer: Conv2d, time: number, frequency: number, channels: number): Shapes {
  const widen = layerOf({ filters: channels, kernel: [1, 1] });
  const end = [{ kind: "flatten" } as const, { kind: "dense", units: 1, relu: false } as const];
  return planNetwork([widen, layer, ...end], time, frequency).layers[1];
}

function check(layer: Conv2d, time: number, frequency: number, channels: number, relu = false): void {
  const shapes = shapesOf(layer, time, frequency, channels);
  const { filters } = layer;
  const x = drawn(sizeOf(shapes.input), 1);
  const filter = drawn(sizeOf(layer.kernel) * channels * filters, 2);
  const bias = drawn(filters, 3);
  const expected = taps(shapes.input, shapes.output, { ...layer, size: layer.kernel }).flatMap((window) =>
    Array.from(bias, (start, o) => {
      let sum = start;
      for (const [tap, position] of window) {
        for (let c = 0; c < channels; c++)
          sum += x[position * channels + c] * filter[(tap * channels + c) * filters + o];
      }
      return relu ? Math.max(sum, 0) : sum;
    }),
  );
  const step = createConv2d(wasm, layer, shapes, filter, bias, relu);
  expectClose(apply(wasm, step, x, sizeOf(shapes.output)), expected);
}

describe("createConv2d", () => {
  it.each([1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17])("gives %d filters", (filters) => {
    check(layerOf({ filters }), 5, 4, 3);
  });

  it.each([1, 2, 3, 4, 5, 7, 8, 9])("reads %d channels", (channels) => {
    check(layerOf({}), 5, 4, channels);
  });

  // Positions come in fours, across the ends of lines.
  it.each([1, 2, 3, 4, 5, 7, 8, 9])("computes %d rows of one, two and three", (time) => {
    for (const frequency of [1, 2, 3]) check(layerOf({}), time, frequency, 2);
  });

  it.each(["same", "valid"] as const)("slides every window, with %s padding", (padding) => {
    for (const kernel of [
      [1, 1],
      [2, 3],
      [5, 1],
      [1, 4],
      [4, 4],
    ] as [number, number][]) {
      for (const strides of [
        [1, 1],
        [2, 1],
        [1, 3],
        [5, 4],
      ] as [number, number][]) {
        for (const dilations of [
          [1, 1],
          [2, 1],
          [1, 2],
          [3, 2],
        ] as [number, number][]) {
          check(layerOf({ filters: 5, kernel, strides, dilations, padding }), 13, 9, 2);
        }
      }
    }
  });

  it("takes one channel, as a first layer does", () => {
    check(layerOf({ filters: 16, kernel: [7, 5], strides: [2, 4] }), 30, 64, 1);
  });

  it("ends in ReLU where asked to", () => {
    check(layerOf({ filters: 9 }), 5, 4, 3, true);
  });

  it("leaves its input and the values behind its output alone", () => {
    const layer = layerOf({ filters: 3, kernel: [1, 1] });
    const shapes = shapesOf(layer, 3, 1, 1);
    const step = createConv2d(wasm, layer, shapes, drawn(3, 1), drawn(3, 2), true);
    const mark = wasm.mark();
    const memory = new Float32Array(wasm.memory.buffer, mark, 4 + 12 + 4).fill(7);
    wasm.alloc(16);
    step(mark, 1);
    expect([...memory.subarray(0, 4)]).toEqual([7, 7, 7, 7]);
    expect([...memory.subarray(4 + 9)]).toEqual(new Array(7).fill(7));
    wasm.release(mark);
  });

  it("refuses weights that are not the layer's", () => {
    const layer = layerOf({});
    const shapes = shapesOf(layer, 3, 3, 2);
    const create = (filter: number, bias: number) =>
      createConv2d(wasm, layer, shapes, new Float32Array(filter), new Float32Array(bias), false);
    expect(() => create(143, 8)).toThrow("filter has 143 values, expected 144");
    expect(() => create(144, 9)).toThrow("bias has 9 values, expected 8");
  });
});
