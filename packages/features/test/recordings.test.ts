import type { Waveform } from "@undertone/core";
import { assertRecordings, recordingsUsed } from "@undertone/features";
import { gaussianNoise } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";
import { applied, decibels, drawn, dsp, energyOf } from "./apply-waveform.ts";
import { tone } from "./specs.ts";

const recorded = (samples: Float32Array, sampleRate = 16_000): Waveform => ({ samples, sampleRate });
const noise = (n: number, seed: number) => gaussianNoise(dsp, n, [seed, 0, 0, 0]);
const street = [recorded(noise(40_000, 1)), recorded(noise(700, 2)), recorded(noise(16_000, 3))];
const added = (mixture: Float32Array, samples: Float32Array) => mixture.map((sample, i) => sample - samples[i]);

/** Of 1: how alike two signals are but for their level. */
function likeness(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, sample, i) => sum + sample * b[i], 0) / Math.sqrt(energyOf(a) * energyOf(b));
}

describe("background", () => {
  const samples = tone(0, 16_000, 0);
  const background = { snrDb: 7, recordings: "street", which: 0, at: 0 };

  it("mixes a recording at the SNR that was drawn, within 0.01 dB", () => {
    for (let utterance = 0; utterance < 20; utterance++) {
      const draws = drawn({ background: { probability: 1, snrDb: [-5, 30], recordings: "street" } }, utterance);
      const mixture = applied(samples, draws, { street });
      const snrDb = decibels(energyOf(samples) / energyOf(added(mixture, samples)));
      expect(Math.abs(snrDb - draws.background!.snrDb)).toBeLessThan(0.01);
    }
  });

  it.each([
    [0, 0, 0],
    [0, 0.5, 12_000],
    [0, 1 - 2 ** -32, 24_000],
    [0.34, 0, 0],
    [0.34, 0.5, 350],
    [1 - 2 ** -32, 0.9, 0],
  ])("takes recording %d of the set from %d of it on, over and over where it is shorter", (which, at, start) => {
    const mixture = applied(samples, { background: { ...background, which, at } }, { street });
    const recording = street[Math.floor(3 * which)].samples;
    const part = samples.map((_, i) => recording[(start + i) % recording.length]);
    expect(likeness(added(mixture, samples), part)).toBeGreaterThan(0.999_999);
  });

  it("draws each recording, and each of its parts", () => {
    const draws = Array.from(
      { length: 300 },
      (_, utterance) =>
        drawn({ background: { probability: 1, snrDb: [0, 0], recordings: "street" } }, utterance).background!,
    );
    const counts = [0, 1, 2].map((i) => draws.filter(({ which }) => Math.floor(3 * which) === i).length);
    // five standard errors of 300 draws of one in three
    for (const count of counts) expect(Math.abs(count - 100)).toBeLessThan(5 * Math.sqrt(300 * (2 / 9)));
    expect(new Set(draws.map(({ at }) => at)).size).toBe(300);
  });

  it("changes nothing where speech or recording is silent, and takes any length", () => {
    const silent = [recorded(new Float32Array(20_000))];
    // Sines leave samples below 1e-10, which count as 0.
    expect(energyOf(added(applied(samples, { background }, { street: silent }), samples))).toBeLessThan(1e-20);
    const silence = new Float32Array(100);
    expect(applied(silence, { background }, { street })).toEqual(silence);
    for (const n of [0, 1, 2, 3, 699, 700, 701]) {
      const draws = { background: { ...background, which: 0.34, at: 0.99 } };
      expect(applied(samples.subarray(100, 100 + n), draws, { street }).length).toBe(n);
    }
  });

  it("refuses recordings that are not there or of no use", () => {
    const mixed = (recordings: Record<string, Waveform[]>) => () => applied(samples, { background }, recordings);
    expect(() => applied(samples, { background })).toThrow(
      "recordings.street has 0 recordings, expected at least 1: the augmentation names them",
    );
    expect(mixed({ streets: street })).toThrow("recordings.street has 0 recordings");
    expect(mixed({ street: [recorded(new Float32Array(0))] })).toThrow(
      "recordings.street[0].samples has 0 values, expected at least 1",
    );
    expect(mixed({ street: [recorded(noise(9, 1), 8000)] })).toThrow(
      "recordings.street[0].sampleRate is 8000, expected 16000: resample first",
    );
    expect(mixed({ street: [recorded(Float32Array.of(Number.NaN))] })).toThrow(
      "noise[0] is NaN, expected a finite number",
    );
  });
});

describe("impulseResponse", () => {
  const response = Float32Array.of(0.01, -0.02, -0.5, 0, 0.25);
  const rooms = [recorded(response)];
  const impulseResponse = { recordings: "rooms", which: 0 };

  it("convolves with the response, its largest sample in place and as loud as the waveform was", () => {
    const click = new Float32Array(100).fill(0.5, 50, 51);
    const heard = applied(click, { impulseResponse }, { rooms });
    expect(heard.length).toBe(100);
    for (const [i, tap] of response.entries()) expect(heard[48 + i]).toBeCloseTo(tap, 6);
    expect(energyOf(heard)).toBeCloseTo(energyOf(response), 5);
  });

  it("draws one of the set, and keeps any length", () => {
    const drawnOf = (utterance: number) =>
      drawn({ impulseResponse: { probability: 1, recordings: "rooms" } }, utterance).impulseResponse!.which;
    const picks = Array.from({ length: 100 }, (_, utterance) => Math.floor(2 * drawnOf(utterance)));
    expect(new Set(picks)).toEqual(new Set([0, 1]));
    for (const n of [0, 1, 2, 3, 4, 5]) {
      expect(applied(new Float32Array(n).fill(1), { impulseResponse }, { rooms }).length).toBe(n);
    }
  });

  it("refuses a silent response, one that is not finite, and none", () => {
    const heard = (samples: Float32Array) => () =>
      applied(new Float32Array(9), { impulseResponse }, { rooms: [recorded(samples)] });
    expect(heard(new Float32Array(3))).toThrow("recordings.rooms has a silent response, expected a direct path");
    expect(heard(Float32Array.of(1, Number.NaN))).toThrow("response[1] is NaN, expected a finite number");
    expect(() => applied(new Float32Array(9), { impulseResponse })).toThrow("recordings.rooms has 0 recordings");
  });
});

describe("assertRecordings", () => {
  const specs = {
    background: { probability: 0, snrDb: [0, 1] as [number, number], recordings: "all" },
    impulseResponse: { probability: 1, recordings: "all" },
  };

  it("looks at the sets that a spec names, each once, and at no others", () => {
    expect(recordingsUsed({})).toEqual([]);
    expect(recordingsUsed({ ...specs, background: null })).toEqual(["all"]);
    expect(recordingsUsed(specs)).toEqual(["all"]);
    assertRecordings({ all: street, others: [] }, recordingsUsed(specs), 16_000);
  });

  it.each([
    [{}, "recordings.all has 0 recordings, expected at least 1: the augmentation names them"],
    [{ all: [] }, "recordings.all has 0 recordings, expected at least 1: the augmentation names them"],
    [
      { all: [street[0], recorded(new Float32Array(0))] },
      "recordings.all[1].samples has 0 values, expected at least 1",
    ],
    [{ all: [recorded(noise(9, 1), 44_100)] }, "recordings.all[0].sampleRate is 44100, expected 16000: resample first"],
    [
      { all: [recorded(Float32Array.of(0, Number.POSITIVE_INFINITY))] },
      "recordings.all[0].samples[1] is Infinity, expected a magnitude of at most 1e9",
    ],
    [
      { all: [street[0], recorded(new Float32Array(9).fill(1e-11))] },
      "recordings.all[1].samples is silence, expected a sound",
    ],
  ])("refuses %o", (recordings, message) => {
    expect(() => assertRecordings(recordings, ["all"], 16_000)).toThrow(new RangeError(message));
  });
});
