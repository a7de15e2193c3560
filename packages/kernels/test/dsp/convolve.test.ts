import { sha256Hex } from "@undertone/core";
import { convolve, gaussianNoise, loadDsp } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";
import { EDGE_LENGTHS, sine } from "./signals.ts";

const dsp = await loadDsp();
const noise = (n: number, seed: number) => gaussianNoise(dsp, n, [seed, 2, 3, 4]);

/** Σ response[k] · x[t + origin - k] in float64. */
function directly(x: Float32Array, response: Float32Array, origin: number): Float64Array {
  return Float64Array.from(x, (_, t) => {
    const at = t + origin;
    let sum = 0;
    for (let k = Math.max(0, at - x.length + 1); k <= Math.min(at, response.length - 1); k++)
      sum += response[k] * x[at - k];
    return sum;
  });
}

/** Root of the mean square error over that of what is expected, and the largest error over the largest value. */
function errorsOf(actual: Float32Array, expected: Float64Array): { relative: number; largest: number } {
  const sum = (f: (value: number, t: number) => number) => expected.reduce((all, value, t) => all + f(value, t), 0);
  const most = (f: (value: number, t: number) => number) =>
    expected.reduce((all, value, t) => Math.max(all, Math.abs(f(value, t))), 0);
  const error = (value: number, t: number) => actual[t] - value;
  return {
    relative: Math.sqrt(sum((value, t) => error(value, t) ** 2) / sum((value) => value ** 2)),
    largest: most(error) / most((value) => value),
  };
}

describe("convolve", () => {
  it.each([1, 2, 3, 4, 5, 7, 8, 9, 60, 61, 255, 1024, 3001])("equals the definition to 1e-6 by %d taps", (m) => {
    for (const n of [1, 5, 64, 1000, 4099]) {
      for (const origin of new Set([0, m >> 1, m - 1])) {
        const [x, response] = [noise(n, 1), noise(m, 2)];
        const y = convolve(dsp, x, response, origin);
        expect(y.length).toBe(n);
        const { relative, largest } = errorsOf(y, directly(x, response, origin));
        expect(relative).toBeLessThan(1e-6);
        expect(largest).toBeLessThan(1e-6);
      }
    }
  });

  it("equals it over many blocks, and where the response falls by 60 dB", () => {
    const x = noise(60_000, 3);
    const response = noise(400, 4).map((tap, k) => tap * 10 ** ((-3 * k) / 400));
    const { relative, largest } = errorsOf(convolve(dsp, x, response, 7), directly(x, response, 7));
    expect(relative).toBeLessThan(1e-6);
    expect(largest).toBeLessThan(1e-6);
  });

  it.each(EDGE_LENGTHS)("gives %d samples as many, whatever the response's length", (n) => {
    const before = dsp.mark();
    for (const m of [1, 4, 5, 1000]) expect(convolve(dsp, noise(n, 1), noise(m, 2), m - 1).length).toBe(n);
    expect(dsp.mark()).toBe(before);
  });

  it("leaves what comes before a response silent, and silence silence", () => {
    const x = new Float32Array(30_000).fill(1, 20_000, 20_001);
    const y = convolve(dsp, x, noise(100, 5));
    expect(Math.max(...y.subarray(0, 20_000).map(Math.abs))).toBeLessThan(1e-5);
    expect(convolve(dsp, new Float32Array(3000), noise(100, 5)).every((sample) => sample === 0)).toBe(true);
    expect(convolve(dsp, noise(300, 5), new Float32Array(9)).every((sample) => sample === 0)).toBe(true);
  });

  it("counts subnormal numbers as silence", () => {
    expect(
      convolve(
        dsp,
        noise(3000, 1).map((sample) => sample * 1e-39),
        noise(9, 2),
      ).every((y) => y === 0),
    ).toBe(true);
  });

  it("refuses what it cannot use", () => {
    const x = sine(220, 9);
    const poisoned = Float32Array.of(1, Number.NaN);
    expect(() => convolve(dsp, x, new Float32Array(0))).toThrow("response has 0 values, expected at least 1");
    expect(() => convolve(dsp, x, noise(3, 1), 3)).toThrow("origin is 3, expected a whole number from 0 to 2");
    expect(() => convolve(dsp, x, noise(3, 1), 0.5)).toThrow("origin is 0.5, expected a whole number from 0 to 2");
    expect(() => convolve(dsp, poisoned, x)).toThrow("samples[1] is NaN, expected a finite number");
    expect(() => convolve(dsp, x, poisoned)).toThrow("response[1] is NaN, expected a finite number");
    expect(() => convolve(dsp, x, Float32Array.of(2e9))).toThrow("response[0] is 2000000000, expected a magnitude");
  });

  // Made by this kernel; the test is that every engine agrees with it, the ones above that it is right.
  it("gives the same bits in every engine", () => {
    const whole = (n: number, factor: number) =>
      Float32Array.from({ length: n }, (_, i) => (Math.imul(i, factor) >> 16) / 32_768);
    const y = convolve(dsp, whole(20_000, 1_664_525), whole(3000, 22_695_477), 11);
    expect(sha256Hex(new Uint8Array(y.buffer))).toBe(
      "6a72cfd968ab27ec7cb139ef68eeed5434df0dc6132fc0b71f71e9ff7a255e22",
    );
  });
});
