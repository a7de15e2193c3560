import { sha256Hex } from "@undertone/core";
import { changeSpeed, loadDsp, pitchShift } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";
import { centsFrom, harmonicSnrDb, harmonicTone } from "./harmonics.ts";
import { EDGE_LENGTHS } from "./signals.ts";

const dsp = await loadDsp();

describe("pitchShift", () => {
  it.each([-12, -7.3, -4, -1, -0.1, 0, 0.1, 1, 4, 7.3, 12])(
    "is right within half a cent by %d semitones",
    (semitones) => {
      const factor = 2 ** (semitones / 12);
      const shifted = pitchShift(dsp, harmonicTone(150, 40_000, 3400), 16_000, semitones);
      expect(shifted.length).toBe(40_000);
      for (const k of [1, 2, 5]) expect(Math.abs(centsFrom(shifted, k * 150 * factor))).toBeLessThan(0.5);
    },
  );

  // By ratios that are simple fractions, so that half a second is a whole number of periods.
  it.each([0.5, 0.8, 15 / 16, 16 / 15, 1.25, 2])("leaves a harmonic voice 40 dB clean, %d times as high", (factor) => {
    for (const f0 of [120, 240]) {
      const shifted = pitchShift(dsp, harmonicTone(f0, 40_000, 3400), 16_000, 12 * Math.log2(factor));
      expect(harmonicSnrDb(shifted, f0 * factor)).toBeGreaterThan(40);
    }
  });

  it.each([...EDGE_LENGTHS, 1023, 1024, 1025])("keeps the length of %d samples, and silence", (n) => {
    for (const semitones of [-12, -3, 0, 3, 12]) {
      const shifted = pitchShift(dsp, new Float32Array(n).fill(0.5), 16_000, semitones);
      expect(shifted.length).toBe(n);
      expect(shifted.every((x) => Math.abs(x) < 1)).toBe(true);
      expect(pitchShift(dsp, new Float32Array(n), 16_000, semitones)).toEqual(new Float32Array(n));
    }
  });

  it("holds on to no memory, and refuses what it cannot shift", () => {
    const before = dsp.mark();
    const rule = "expected a number from -12 to 12";
    expect(() => pitchShift(dsp, new Float32Array(9), 16_000, 12.1)).toThrow(`semitones is 12.1, ${rule}`);
    expect(() => pitchShift(dsp, new Float32Array(9), 16_000, Number.NaN)).toThrow(`semitones is NaN, ${rule}`);
    expect(() => pitchShift(dsp, Float32Array.of(0, Number.NaN), 16_000, 1)).toThrow(
      "samples[1] is NaN, expected a finite number",
    );
    pitchShift(dsp, new Float32Array(2000).fill(0.1), 16_000, 3);
    expect(dsp.mark()).toBe(before);
  });

  it("gives the same bits in every engine", () => {
    const input = Float32Array.from({ length: 20_000 }, (_, i) => (Math.imul(i, 1_664_525) >> 16) / 32_768);
    expect(sha256Hex(new Uint8Array(pitchShift(dsp, input, 16_000, 2.5).buffer))).toBe(
      "50930faa29cfec179675cb22b41c7ebbb659b8e024d7cb06082eed89b641fb9a",
    );
  });
});

describe("changeSpeed", () => {
  it.each([0.5, 0.8, 0.913, 0.9999, 1, 1.001, 1.0857, 1.25, 2])(
    "moves every frequency by %d, within a fifth of a cent",
    (speed) => {
      const played = changeSpeed(dsp, harmonicTone(150, 40_000, 3400), speed);
      for (const k of [1, 2, 5]) expect(Math.abs(centsFrom(played, k * 150 * speed))).toBeLessThan(0.2);
      expect(Math.abs(played.length - 40_000 / speed)).toBeLessThan(1 + 6e-5 * played.length);
    },
  );

  it("is 100 dB clean", () => {
    expect(harmonicSnrDb(changeSpeed(dsp, harmonicTone(200, 40_000, 3400), 1.25), 250)).toBeGreaterThan(100);
  });

  it.each(EDGE_LENGTHS)("turns %d samples into as many as reach their end", (n) => {
    expect(changeSpeed(dsp, new Float32Array(n), 1.25)).toEqual(new Float32Array(Math.ceil(n / 1.25)));
    expect(changeSpeed(dsp, new Float32Array(n), 0.5)).toEqual(new Float32Array(2 * n));
  });

  it("refuses a speed out of range", () => {
    expect(() => changeSpeed(dsp, new Float32Array(9), 0.4)).toThrow("speed is 0.4, expected a number from 0.5 to 2");
    expect(() => changeSpeed(dsp, new Float32Array(9), Number.NaN)).toThrow(
      "speed is NaN, expected a number from 0.5 to 2",
    );
  });
});
