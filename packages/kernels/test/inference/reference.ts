import { paddingBefore, type Shape } from "@undertone/core";
import { read, withScratch, write } from "@undertone/kernels/features";
import type { Inference, Step } from "@undertone/kernels/inference";
import { expect } from "vitest";

/** Runs one step on `x` and returns `length` values of its output. */
export function apply(wasm: Inference, step: Step, x: Float32Array, length: number, nRows = 1): Float32Array {
  return withScratch(wasm, () => read(wasm, step(write(wasm, x), nRows), length));
}

/** Fractions in (-1, 1) that repeat only after 2³¹ values, from a 32-bit linear congruential generator. */
export function drawn(length: number, seed: number): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** Every value within 1e-5 of the reference, relative to the reference's largest. */
export function expectClose(found: Float32Array, expected: readonly number[]): void {
  const scale = Math.max(...expected.map(Math.abs));
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(found[i] - value), `value ${i}: ${found[i]} for ${value}`).toBeLessThanOrEqual(1e-5 * scale);
  });
}

/** A sliding window along time and frequency. */
export interface Window {
  size: [number, number];
  strides: [number, number];
  dilations: [number, number];
  padding: "same" | "valid";
}

/**
 * For each output position, in order, the taps that lie within the input.
 *
 * @returns  [tap, position of the input] pairs, one list for each output position
 */
export function taps([time, frequency]: Shape, [outTime, outFrequency]: Shape, window: Window): [number, number][][] {
  const { size, strides, dilations, padding } = window;
  const top = paddingBefore(time, size[0], strides[0], dilations[0], padding);
  const left = paddingBefore(frequency, size[1], strides[1], dilations[1], padding);
  return Array.from({ length: outTime * outFrequency }, (_, p) => {
    const [t, f] = [Math.floor(p / outFrequency), p % outFrequency];
    return Array.from({ length: size[0] * size[1] }, (_, tap) => tap).flatMap((tap): [number, number][] => {
      const row = t * strides[0] - top + Math.floor(tap / size[1]) * dilations[0];
      const column = f * strides[1] - left + (tap % size[1]) * dilations[1];
      const inside = row >= 0 && row < time && column >= 0 && column < frequency;
      return inside ? [[tap, row * frequency + column]] : [];
    });
  });
}
