import { randomAt, validated } from "@undertone/core";
import {
  type AugmentationSpec,
  augmentationSpecSchema,
  augmentWaveform,
  drawAugmentation,
  maskInput,
  NO_AUGMENTATION,
  warpFeatures,
} from "@undertone/features";
import { loadDsp } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";
import { LOG_MEL, MFCC, tone } from "./specs.ts";

const dsp = await loadDsp();
const SPEC: AugmentationSpec = {
  gainDb: [-6, 6],
  noise: { probability: 0.5, snrDb: [5, 30] },
  timeWarp: 0.18,
  melWarp: 0.1,
  timeMasks: { count: 2, share: 0.08 },
  frequencyMasks: { count: 3, share: 0.15 },
  randomCrop: true,
};
const draw = (spec: AugmentationSpec, utterance = 0) => drawAugmentation(spec, randomAt(7, "augment", { utterance }));
const NOTHING = draw(NO_AUGMENTATION);
const energy = (x: Float32Array) => x.reduce((sum, sample) => sum + sample ** 2, 0);

describe("augmentationSpecSchema", () => {
  it("takes what is documented", () => {
    expect(validated(augmentationSpecSchema, SPEC, "augmentation")).toEqual(SPEC);
    expect(validated(augmentationSpecSchema, NO_AUGMENTATION, "augmentation")).toEqual(NO_AUGMENTATION);
  });

  it.each([
    [{ ...SPEC, timeWarp: 0.6 }, "augmentation.timeWarp is 0.6, expected a number from 0 to 0.5"],
    [{ ...SPEC, gainDb: [3, -3] }, "augmentation.gainDb is [3,-3], expected low at most high"],
    [{ ...SPEC, gainDb: 3 }, "augmentation.gainDb is 3, expected two numbers [low, high]"],
    [{ ...SPEC, pitch: 1 }, "augmentation.pitch is 1, expected no field of this name"],
    [
      { ...SPEC, noise: { probability: 2, snrDb: [0, 1] } },
      "augmentation.noise.probability is 2, expected a number from 0 to 1",
    ],
  ])("refuses %o", (spec, message) => {
    expect(() => validated(augmentationSpecSchema, spec, "augmentation")).toThrow(new RangeError(message));
  });
});

describe("drawAugmentation", () => {
  const draws = Array.from({ length: 2000 }, (_, utterance) => draw(SPEC, utterance));

  it("stays within the spec, and reaches its ends", () => {
    const within = (values: number[], low: number, high: number) => {
      const tenth = (high - low) / 10;
      expect(Math.min(...values)).toBeGreaterThanOrEqual(low);
      expect(Math.max(...values)).toBeLessThan(high);
      expect(Math.min(...values)).toBeLessThan(low + tenth);
      expect(Math.max(...values)).toBeGreaterThan(high - tenth);
    };
    const noises = draws.flatMap(({ noise }) => noise ?? []);
    within(
      draws.map(({ gainDb }) => gainDb ?? Number.NaN),
      -6,
      6,
    );
    within(
      noises.map(({ snrDb }) => snrDb),
      5,
      30,
    );
    within(
      draws.map(({ speed }) => speed),
      0.82,
      1.18,
    );
    within(
      draws.map(({ melStretch }) => melStretch),
      0.9,
      1.1,
    );
    within(
      draws.flatMap(({ timeMasks }) => timeMasks.map(({ width }) => width)),
      0,
      0.08,
    );
    within(
      draws.flatMap(({ frequencyMasks }) => frequencyMasks.map(({ at }) => at)),
      0,
      1,
    );
    within(
      draws.map(({ cropAt }) => cropAt ?? Number.NaN),
      0,
      1,
    );
    // 2000 coins: five standard errors
    expect(Math.abs(noises.length / 2000 - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / 2000));
    expect(draws[0].timeMasks).toHaveLength(2);
    expect(draws[0].frequencyMasks).toHaveLength(3);
  });

  it("is plain data, the same again from the same address", () => {
    expect(draw(SPEC, 3)).toEqual(draws[3]);
    expect(JSON.parse(JSON.stringify(draws[3]))).toEqual(draws[3]);
    expect(draws[3]).not.toEqual(draws[4]);
  });

  it("changes nothing where all is off", () => {
    const drawn = draw(NO_AUGMENTATION);
    const waveform = { samples: tone(0, 100, 0), sampleRate: 16_000 };
    const features = { values: new Float32Array(128).fill(1), nFrames: 2 };
    const input = { values: features.values, length: 2 };
    expect(augmentWaveform(dsp, waveform, drawn)).toEqual(waveform);
    expect(warpFeatures(dsp, LOG_MEL, features, drawn)).toEqual(features);
    expect(maskInput(LOG_MEL, input, drawn)).toEqual(input);
    expect(drawn.cropAt).toBeNull();
  });
});

describe("augmentWaveform", () => {
  const seed = [1, 2, 3, 4] as const;

  it.each([-5, 10, 40])("adds noise at %d dB", (snrDb) => {
    const samples = tone(1000, 16_000, 1000);
    const noisy = augmentWaveform(dsp, { samples, sampleRate: 16_000 }, { ...NOTHING, noise: { snrDb, seed } });
    const added = noisy.samples.map((sample, i) => sample - samples[i]);
    expect(Math.abs(10 * Math.log10(energy(samples) / energy(added)) - snrDb)).toBeLessThan(0.01);
    expect(noisy.sampleRate).toBe(16_000);
  });

  it("changes the level, of noise and all", () => {
    const waveform = { samples: tone(1000, 16_000, 1000), sampleRate: 16_000 };
    const quiet = augmentWaveform(dsp, waveform, { ...NOTHING, gainDb: -20, noise: { snrDb: 10, seed } });
    const plain = augmentWaveform(dsp, waveform, { ...NOTHING, noise: { snrDb: 10, seed } });
    expect(10 * Math.log10(energy(quiet.samples) / energy(plain.samples))).toBeCloseTo(-20, 4);
  });
});

describe("warpFeatures", () => {
  it("changes the speed: fewer frames of faster speech", () => {
    const values = Float32Array.from({ length: 101 * 64 }, (_, i) => Math.floor(i / 64));
    const warped = warpFeatures(dsp, LOG_MEL, { values, nFrames: 101 }, { speed: 1.25, melStretch: 1 });
    expect(warped.nFrames).toBe(81);
    expect(warped.values[64]).toBe(1.25);
  });

  it("stretches the mel axis of values and deltas apart", () => {
    const spec = { ...LOG_MEL, deltas: 1 };
    const values = Float32Array.from({ length: 128 }, (_, c) => (c < 64 ? c : 1000 + c));
    const warped = warpFeatures(dsp, spec, { values, nFrames: 1 }, { speed: 1, melStretch: 1.1 });
    for (const c of [0, 1, 30, 57, 63]) {
      expect(warped.values[c]).toBeCloseTo(Math.min(1.1 * c, 63), 4);
      expect(warped.values[64 + c]).toBeCloseTo(1064 + Math.min(1.1 * c, 63), 3);
    }
  });

  it("stretches no MFCC", () => {
    const features = { values: new Float32Array(39), nFrames: 1 };
    expect(() => warpFeatures(dsp, MFCC, features, { speed: 1, melStretch: 1.1 })).toThrow(
      "melStretch is 1.1, expected 1 for mfcc: set melWarp to 0 or use logMel",
    );
    expect(warpFeatures(dsp, MFCC, features, { speed: 1.1, melStretch: 1 }).nFrames).toBe(1);
  });
});

describe("maskInput", () => {
  // MFCC: 13 coefficients, deltas and delta-deltas; 10 of 12 rows are not padding.
  const input = { values: new Float32Array(12 * 39).fill(1), length: 10 };
  input.values.fill(0, 10 * 39);
  const zeros = (masked: Float32Array) => [...masked.entries()].flatMap(([i, value]) => (value === 0 ? [i] : []));

  it.each([
    [0, [2, 3]],
    [0.99, [8, 9]],
  ])("masks rows at %d of the room, padding left out", (at, _) => {
    const { values, length } = maskInput(MFCC, input, { timeMasks: [{ width: 0.2, at }], frequencyMasks: [] });
    const rows = new Set(zeros(values).map((i) => Math.floor(i / 39)));
    expect([...rows]).toEqual(at === 0 ? [0, 1, 10, 11] : [8, 9, 10, 11]);
    expect(zeros(values)).toHaveLength(4 * 39);
    expect(length).toBe(10);
  });

  it("masks columns, those of the deltas with them", () => {
    const { values } = maskInput(MFCC, input, { timeMasks: [], frequencyMasks: [{ width: 0.15, at: 0.99 }] });
    const masked = new Set(zeros(values.subarray(0, 390)).map((i) => i % 39));
    expect([...masked].sort((a, b) => a - b)).toEqual([11, 12, 24, 25, 37, 38]);
  });

  it("covers the whole axis at most, and leaves the input alone", () => {
    const all = { timeMasks: [{ width: 1, at: 0.99 }], frequencyMasks: [] };
    expect(maskInput(MFCC, input, all).values.every((value) => value === 0)).toBe(true);
    expect(zeros(input.values)).toHaveLength(2 * 39);
    const empty = { values: new Float32Array(39), length: 0 };
    expect(maskInput(MFCC, empty, all)).toEqual(empty);
  });
});
