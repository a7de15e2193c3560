import { bandLimit, loadDsp } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";
import { EDGE_LENGTHS, sine } from "./signals.ts";

const dsp = await loadDsp();

/** Response in dB at a frequency, of the filter's answer to an impulse in the middle of so many samples. */
function responseDb(impulse: Float32Array, sampleRate: number): (hz: number) => number {
  return (hz) => {
    let [real, imaginary] = [0, 0];
    for (const [i, tap] of impulse.entries()) {
      real += tap * Math.cos((2 * Math.PI * hz * i) / sampleRate);
      imaginary += tap * Math.sin((2 * Math.PI * hz * i) / sampleRate);
    }
    return 10 * Math.log10(real ** 2 + imaginary ** 2);
  };
}

const frequencies = (from: number, to: number): number[] =>
  Array.from({ length: 21 }, (_, i) => from + ((to - from) * i) / 20);

describe.each([
  ["a telephone", 16_000, 300, 3400],
  ["a telephone", 8000, 300, 3400],
  ["a small loudspeaker", 48_000, 450, 15_000],
  ["a low corner", 16_000, 50, 4000],
])("bandLimit as %s at %d Hz from %d to %d Hz", (_, sampleRate, fMin, fMax) => {
  const n = 8001;
  const middle = 4000;
  const impulse = bandLimit(dsp, new Float32Array(n).fill(1, middle, middle + 1), sampleRate, { fMin, fMax });
  const db = responseDb(impulse, sampleRate);
  const low = Math.min(100, fMin / 3);

  it("passes the band within 0.01 dB", () => {
    for (const hz of frequencies(fMin + low, fMax - 100)) expect(Math.abs(db(hz))).toBeLessThan(0.01);
  });

  it("halves the amplitude at its corners", () => {
    for (const hz of [fMin, fMax]) expect(Math.abs(db(hz) + 6.02)).toBeLessThan(0.05);
  });

  it("stops what lies outside at -80 dB", () => {
    for (const hz of [...frequencies(0, fMin - low), ...frequencies(fMax + 100, sampleRate / 2)]) {
      expect(db(hz)).toBeLessThan(-80);
    }
  });

  it("delays nothing: its response is symmetric around the impulse", () => {
    for (let i = 0; i <= 2000; i++) {
      expect(Math.abs(impulse[middle + i] - impulse[middle - i])).toBeLessThan(1e-6);
    }
  });
});

describe("bandLimit", () => {
  it("has one corner where it is asked for one, and none where for none", () => {
    const input = new Float32Array(4001).fill(1, 2000, 2001);
    const lowPass = responseDb(bandLimit(dsp, input, 16_000, { fMin: 0, fMax: 3400 }), 16_000);
    for (const hz of [0, 100, 3300]) expect(Math.abs(lowPass(hz))).toBeLessThan(0.01);
    expect(lowPass(3500)).toBeLessThan(-80);
    const highPass = responseDb(bandLimit(dsp, input, 16_000, { fMin: 300, fMax: 8000 }), 16_000);
    for (const hz of [400, 4000, 8000]) expect(Math.abs(highPass(hz))).toBeLessThan(0.01);
    expect(highPass(200)).toBeLessThan(-80);
    const all = bandLimit(dsp, input, 16_000, { fMin: 9, fMax: 8000 });
    expect(all).toEqual(input);
    expect(all).not.toBe(input);
  });

  it.each(EDGE_LENGTHS)("gives %d samples as many, and leaves nothing behind", (n) => {
    const before = dsp.mark();
    const input = sine(1000, n);
    expect(bandLimit(dsp, input, 16_000, { fMin: 300, fMax: 3400 }).length).toBe(n);
    expect(input).toEqual(sine(1000, n));
    expect(dsp.mark()).toBe(before);
  });

  it("refuses what is no band", () => {
    const limit =
      (fMin: number, fMax: number, sampleRate = 16_000) =>
      () =>
        bandLimit(dsp, sine(1000, 9), sampleRate, { fMin, fMax });
    expect(limit(300, 3400, 3999)).toThrow("sampleRate is 3999, expected a whole number from 4000 to 192000");
    expect(limit(-1, 3400)).toThrow("fMin is -1, expected a number from 0 to 8000");
    expect(limit(Number.NaN, 3400)).toThrow("fMin is NaN, expected a number from 0 to 8000");
    expect(limit(300, 300)).toThrow("fMax is 300, expected a number over 300");
    expect(limit(0, 9)).toThrow("fMax is 9, expected a number over 10");
    expect(limit(300, Number.NaN)).toThrow("fMax is NaN, expected a number over 300");
    expect(() => bandLimit(dsp, Float32Array.of(0, Number.NaN), 16_000, { fMin: 300, fMax: 3400 })).toThrow(
      "samples[1] is NaN, expected a finite number",
    );
  });
});
