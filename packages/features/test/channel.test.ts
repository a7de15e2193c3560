import { gaussianNoise, roomResponse } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";
import { applied, decibels, drawn, dsp, energyOf } from "./apply-waveform.ts";
import { tone } from "./specs.ts";

describe("coloredNoise", () => {
  it("adds noise at the SNR that was drawn, within 0.01 dB, and nothing to silence", () => {
    const samples = tone(1000, 16_000, 1000);
    for (let utterance = 0; utterance < 10; utterance++) {
      const draws = drawn({ coloredNoise: { probability: 1, snrDb: [-5, 40], exponent: [0, 2] } }, utterance);
      const added = applied(samples, draws).map((sample, i) => sample - samples[i]);
      const snrDb = decibels(energyOf(samples) / energyOf(added));
      expect(Math.abs(snrDb - draws.coloredNoise!.snrDb)).toBeLessThan(0.01);
    }
    const coloredNoise = { snrDb: 0, exponent: 1, seed: [1, 2, 3, 4] as const };
    expect(applied(new Float32Array(99), { coloredNoise })).toEqual(new Float32Array(99));
    for (const n of [0, 1, 2]) expect(applied(new Float32Array(n).fill(1), { coloredNoise }).length).toBe(n);
  });
});

describe("reverberation", () => {
  const specs = {
    reverberation: {
      probability: 1,
      rt60: [0.2, 0.6] as [number, number],
      directToReverberantDb: [0, 10] as [number, number],
      preDelay: [0, 0.02] as [number, number],
    },
  };

  it("leaves a click where it was, with the drawn room behind it", () => {
    const click = new Float32Array(16_000).fill(1, 2000, 2001);
    for (let utterance = 0; utterance < 5; utterance++) {
      const draws = drawn(specs, utterance);
      const { seed, ...room } = draws.reverberation!;
      const heard = applied(click, draws);
      expect(heard.length).toBe(16_000);
      const response = roomResponse(dsp, 16_000, room, seed);
      const error = response.map((tap, i) => tap - heard[2000 + i]);
      expect(decibels(energyOf(error) / energyOf(response))).toBeLessThan(-120);
      const reverberant = energyOf(heard) - heard[2000] ** 2;
      expect(Math.abs(decibels(heard[2000] ** 2 / reverberant) - room.directToReverberantDb)).toBeLessThan(0.01);
    }
  });

  it("adds to noise the energy that the direct-to-reverberant ratio says", () => {
    const noise = gaussianNoise(dsp, 160_000, [5, 6, 7, 8]);
    const reverberation = { rt60: 0.3, directToReverberantDb: 3, preDelay: 0.01, seed: [1, 2, 3, 4] as const };
    const ratio = energyOf(applied(noise, { reverberation })) / energyOf(noise);
    expect(Math.abs(decibels(ratio / (1 + 10 ** -0.3)))).toBeLessThan(0.2);
  });

  it("keeps any length, and silence", () => {
    const draws = drawn(specs);
    for (const n of [0, 1, 2, 3, 4, 5, 7, 8, 9]) {
      expect(applied(new Float32Array(n), draws)).toEqual(new Float32Array(n));
    }
  });

  it("refuses samples that are not finite", () => {
    expect(() => applied(Float32Array.of(1, Number.NaN), drawn(specs))).toThrow(
      "samples[1] is NaN, expected a finite number",
    );
  });
});

describe("bandLimit", () => {
  it("takes away what lies outside of the drawn corners", () => {
    const bandLimit = { fMin: 300, fMax: 3400 };
    const levelOf = (hz: number) => {
      const samples = Float32Array.from({ length: 16_000 }, (_, t) => Math.sin((2 * Math.PI * hz * t) / 16_000));
      return decibels(energyOf(applied(samples, { bandLimit }).subarray(4000, 12_000)) / 4000);
    };
    for (const hz of [400, 1000, 3300]) expect(Math.abs(levelOf(hz))).toBeLessThan(0.01);
    for (const hz of [60, 200, 3500, 6000]) expect(levelOf(hz)).toBeLessThan(-75);
    for (const n of [0, 1, 2, 3]) expect(applied(new Float32Array(n), { bandLimit }).length).toBe(n);
  });
});
