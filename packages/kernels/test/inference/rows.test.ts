import type { Shape } from "@undertone/core";
import {
  createDense,
  createRelu,
  createResidual,
  createScaleShift,
  createSoftmax,
  loadInference,
} from "@undertone/kernels/inference";
import { describe, expect, it } from "vitest";
import { apply, drawn, expectClose } from "./reference.ts";

const wasm = await loadInference();
// One lane, a full vector, and every tail around them.
const lengths = [1, 2, 3, 4, 5, 7, 8, 9];
const row = (length: number): { input: Shape; output: Shape } => ({ input: [1, 1, length], output: [1, 1, length] });

describe("createDense", () => {
  it.each(lengths)("multiplies into %d units", (units) => {
    for (const inputs of lengths) {
      const [x, kernel, bias] = [drawn(inputs, 1), drawn(inputs * units, 2), drawn(units, 3)];
      const step = createDense(wasm, { input: [1, 1, inputs], output: [1, 1, units] }, kernel, bias);
      const expected = Array.from(bias, (start, unit) =>
        x.reduce((sum, value, i) => sum + value * kernel[i * units + unit], start),
      );
      expectClose(apply(wasm, step, x, units), expected);
    }
  });

  it("refuses weights that are not the layer's", () => {
    const create = (kernel: number, bias: number) =>
      createDense(wasm, { input: [1, 1, 3], output: [1, 1, 2] }, new Float32Array(kernel), new Float32Array(bias));
    expect(() => create(5, 2)).toThrow("kernel has 5 values, expected 6");
    expect(() => create(6, 3)).toThrow("bias has 3 values, expected 2");
  });
});

describe("createScaleShift", () => {
  it.each(lengths)("scales and shifts %d channels", (channels) => {
    const [x, scale, shift] = [drawn(6 * channels, 1), drawn(channels, 2), drawn(channels, 3)];
    const shapes = { input: [3, 2, channels] as const, output: [3, 2, channels] as const };
    const expected = Array.from(x, (value, i) => value * scale[i % channels] + shift[i % channels]);
    expectClose(apply(wasm, createScaleShift(wasm, shapes, scale, shift), x, x.length), expected);
  });

  it("refuses factors that are not the channels'", () => {
    const create = (scale: number, shift: number) =>
      createScaleShift(wasm, row(3), new Float32Array(scale), new Float32Array(shift));
    expect(() => create(2, 3)).toThrow("scale has 2 values, expected 3");
    expect(() => create(3, 4)).toThrow("shift has 4 values, expected 3");
  });
});

describe("createRelu", () => {
  it.each(lengths)("cuts off below 0 in %d values", (length) => {
    const x = drawn(length, 4);
    const expected = [...x].map((value) => Math.max(value, 0));
    expect([...apply(wasm, createRelu(wasm, row(length)), x, length)]).toEqual(expected);
  });
});

describe("createResidual", () => {
  it.each(lengths)("adds the branch to %d values", (length) => {
    const x = drawn(length, 4);
    const relu = createRelu(wasm, row(length));
    const expected = [...x].map((value) => value + Math.max(value, 0));
    expect([...apply(wasm, createResidual(wasm, row(length), [relu, relu]), x, length)]).toEqual(expected);
  });

  it("doubles what no branch changes", () => {
    expect([...apply(wasm, createResidual(wasm, row(2), []), Float32Array.of(1, -3), 2)]).toEqual([2, -6]);
  });
});

describe("createSoftmax", () => {
  it.each(lengths)("gives probabilities of %d logits", (length) => {
    const x = drawn(length, 5).map((value) => 8 * value);
    const exponentials = [...x].map((value) => Math.exp(value));
    const sum = exponentials.reduce((a, b) => a + b);
    const found = apply(wasm, createSoftmax(wasm, length), x, length);
    exponentials.forEach((value, i) => {
      expect(Math.abs(found[i] - value / sum)).toBeLessThan((1e-7 * value) / sum);
    });
    expect(found.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
  });

  it("keeps its head among large logits", () => {
    const softmax = (...x: number[]) => [...apply(wasm, createSoftmax(wasm, x.length), Float32Array.from(x), x.length)];
    expect(softmax(1e30, -1e30)).toEqual([1, 0]);
    expect(softmax(-3e38, 3e38)).toEqual([0, 1]);
    expect(softmax(-1e30, -1e30)).toEqual([0.5, 0.5]);
  });
});
