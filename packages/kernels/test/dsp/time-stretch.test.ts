import { sha256Hex } from "@undertone/core";
import { loadDsp, timeStretch } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";
import { centsFrom, harmonicSnrDb, harmonicTone } from "./harmonics.ts";
import { EDGE_LENGTHS, energyOf } from "./signals.ts";

const dsp = await loadDsp();
const SPEEDS = [0.5, 0.8, 0.93, 1, 1.1, 1.25, 2];

describe.each(SPEEDS)("timeStretch at speed %d", (speed) => {
  it.each([100, 146, 220])("keeps a voice of %d Hz within a tenth of a cent, 40 dB clean", (f0) => {
    const stretched = timeStretch(dsp, harmonicTone(f0, 40_000, 7000), 16_000, speed);
    for (const k of [1, 2, 5]) expect(Math.abs(centsFrom(stretched, k * f0))).toBeLessThan(0.1);
    expect(harmonicSnrDb(stretched, f0)).toBeGreaterThan(40);
  });

  it("keeps the level", () => {
    const tone = harmonicTone(146, 40_000, 7000);
    const stretched = timeStretch(dsp, tone, 16_000, speed);
    const powerOf = (x: Float32Array) => energyOf(x.subarray(2000, -2000)) / (x.length - 4000);
    expect(Math.abs(10 * Math.log10(powerOf(stretched) / powerOf(tone)))).toBeLessThan(0.05);
  });

  it.each([...EDGE_LENGTHS, 255, 256, 257, 1023, 1024, 1025, 4097])("gives %d samples their length over speed", (n) => {
    const stretched = timeStretch(dsp, new Float32Array(n).fill(0.5), 16_000, speed);
    expect(stretched.length).toBe(Math.round(n / speed));
    expect(stretched.every((x) => Math.abs(x) < 1)).toBe(true);
  });

  it("keeps silence, and begins with what follows it in its place", () => {
    expect(timeStretch(dsp, new Float32Array(5000), 16_000, speed).every((x) => x === 0)).toBe(true);
    const late = new Float32Array(32_000);
    late.set(harmonicTone(150, 16_000, 7000), 16_000);
    const stretched = timeStretch(dsp, late, 16_000, speed);
    const onset = Math.round(16_000 / speed);
    // No frame of 1024 samples that holds the onset reaches further ahead than a window and a hop.
    expect(stretched.subarray(0, onset - 1280).every((x) => x === 0)).toBe(true);
    // -16 dB at half the speed, where an onset spreads over two frames; the louder after it, 100 ms.
    const before = energyOf(stretched.subarray(0, onset));
    expect(before / energyOf(stretched.subarray(onset, onset + 1600))).toBeLessThan(0.025);
  });
});

describe("timeStretch", () => {
  it("at speed 1 gives a copy, and next to 1 almost one", () => {
    const input = harmonicTone(150, 16_000, 7000);
    const copy = timeStretch(dsp, input, 16_000, 1);
    expect(copy).toEqual(input);
    expect(copy).not.toBe(input);
    // Every frame begins where it did, so every sample of the output is a sample of the input but for the window's sum.
    const output = timeStretch(dsp, input, 16_000, 1 + 1e-6);
    const error = output.map((x, i) => x - input[i]);
    expect(energyOf(error) / energyOf(input)).toBeLessThan(1e-8);
  });

  it.each([0.8, 0.9, 1.1, 1.25])("keeps a click a click at speed %d: 90 of 100 parts within 10 ms", (speed) => {
    for (let at = 8000; at < 8256; at += 32) {
      const stretched = timeStretch(dsp, new Float32Array(16_000).fill(1, at, at + 1), 16_000, speed);
      const loudest = stretched.reduce((best, x, i) => (Math.abs(x) > Math.abs(stretched[best]) ? i : best), 0);
      expect(Math.abs(loudest - at / speed)).toBeLessThan(80);
      expect(energyOf(stretched.subarray(loudest - 160, loudest + 160)) / energyOf(stretched)).toBeGreaterThan(0.9);
    }
  });

  it.each([4000, 8000, 22_050, 48_000, 192_000])("keeps a tone at %d Hz, too", (sampleRate) => {
    const tone = Float32Array.from({ length: 2 * sampleRate }, (_, t) =>
      Math.sin((2 * Math.PI * 640 * t) / sampleRate),
    );
    const stretched = timeStretch(dsp, tone, sampleRate, 1.25);
    const hzAt16k = (640 * 16_000) / sampleRate;
    expect(Math.abs(centsFrom(stretched, hzAt16k))).toBeLessThan(0.1);
  });

  it("holds on to no memory, and leaves the input alone", () => {
    const before = dsp.mark();
    const input = harmonicTone(150, 5000, 7000);
    const copy = input.slice();
    timeStretch(dsp, input, 16_000, 1.1);
    expect(() => timeStretch(dsp, Float32Array.of(Number.NaN), 16_000, 1.1)).toThrow(RangeError);
    expect(dsp.mark()).toBe(before);
    expect(input).toEqual(copy);
  });

  it("refuses what it cannot stretch", () => {
    const input = new Float32Array(9);
    input[7] = Number.NEGATIVE_INFINITY;
    expect(() => timeStretch(dsp, input, 16_000, 1.1)).toThrow("samples[7] is -Infinity, expected a finite number");
    expect(() => timeStretch(dsp, input, 3999, 1)).toThrow(
      "sampleRate is 3999, expected a whole number from 4000 to 192000",
    );
    expect(() => timeStretch(dsp, input, 16_000, 2.1)).toThrow("speed is 2.1, expected a number from 0.5 to 2");
    expect(() => timeStretch(dsp, input, 16_000, Number.NaN)).toThrow("speed is NaN, expected a number from 0.5 to 2");
  });

  // Made by this kernel; the test is that every engine agrees with it, the ones above that it is right.
  it("gives the same bits in every engine", () => {
    const input = Float32Array.from({ length: 20_000 }, (_, i) => (Math.imul(i, 1_664_525) >> 16) / 32_768);
    expect(sha256Hex(new Uint8Array(timeStretch(dsp, input, 16_000, 1.17).buffer))).toBe(
      "b3bd9a4519c78687a847ae10698a321255b01eed6faa8f51eb9fe459b714e5a4",
    );
  });
});
