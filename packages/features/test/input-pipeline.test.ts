import type { InputSpec } from "@undertone/core";
import { createInputPipeline, fitStatistics, type Statistics } from "@undertone/features";
import { loadDsp } from "@undertone/kernels/dsp";
import { createExtractor } from "@undertone/kernels/features";
import { describe, expect, it } from "vitest";
import { INPUT, LOG_MEL, MFCC, tone } from "./specs.ts";

const wasm = await loadDsp();
const sampleRate = 16_000;

/** Runs `body` with a pipeline of its own, which must leave nothing behind. */
function withPipeline<T>(spec: InputSpec, body: (pipeline: ReturnType<typeof createInputPipeline>) => T): T {
  const before = wasm.mark();
  const pipeline = createInputPipeline(wasm, spec);
  const held = wasm.mark();
  try {
    return body(pipeline);
  } finally {
    expect(wasm.mark()).toBe(held);
    pipeline.dispose();
    expect(wasm.mark()).toBe(before);
  }
}

const condition = (spec: Partial<InputSpec>, samples: Float32Array) =>
  withPipeline({ ...INPUT, ...spec }, (pipeline) => pipeline.condition({ samples, sampleRate }).samples);

const mean = (x: Iterable<number>) => {
  const values = [...x];
  return values.reduce((sum, value) => sum + value, 0) / values.length;
};

describe("condition", () => {
  it.each([1, 2, 3, 4, 5, 7, 8, 9, 48_001])("removes the mean of %d samples", (n) => {
    const ramp = Float32Array.from({ length: n }, (_, t) => 0.25 + t / n);
    const centered = condition({ trim: null }, ramp);
    expect(Math.abs(mean(centered))).toBeLessThan(1e-7);
    expect(centered[n - 1] - centered[0]).toBeCloseTo(ramp[n - 1] - ramp[0], 6);
  });

  it("leaves the waveform alone where nothing is asked, and the caller's samples always", () => {
    const samples = tone(0, 1000, 0).map((sample) => sample + 0.1);
    const copy = samples.slice();
    expect(condition({ trim: null, removeDc: false }, samples)).toEqual(copy);
    condition({}, samples);
    expect(samples).toEqual(copy);
  });

  it("trims to the loud frames and their margin", () => {
    const margin = 5;
    const samples = tone(16_000, 16_000, 16_000);
    const trimmed = condition({ removeDc: false, trim: { thresholdDb: 30, percentile: 98, margin } }, samples);
    // The first loud frame is the first that reaches far enough into the tone: at most winLength before it.
    const start = samples.length - 16_000 - 16_000;
    expect(trimmed.length).toBeGreaterThan(16_000 + 2 * margin * 160);
    expect(trimmed.length).toBeLessThan(16_000 + 2 * (margin * 160 + 400 + 160));
    const silentHead = trimmed.findIndex((sample) => sample !== 0);
    expect(silentHead).toBeGreaterThanOrEqual(margin * 160);
    expect(silentHead).toBeLessThanOrEqual(margin * 160 + 401);
    expect(start).toBe(16_000);
  });

  it("measures the threshold from the percentile, in dB", () => {
    const samples = tone(0, 48_000, 0);
    for (let t = 0; t < 16_000; t++) samples[t] *= 0.1; // -20 dB
    const kept = (thresholdDb: number) =>
      condition({ removeDc: false, trim: { thresholdDb, percentile: 98, margin: 0 } }, samples).length;
    expect(kept(21)).toBe(48_000);
    expect(kept(19)).toBeLessThan(32_000 + 800);
    expect(kept(19)).toBeGreaterThanOrEqual(32_000);
  });

  it.each([0, 1, 399, 400, 5000])("keeps %d silent samples whole", (n) => {
    expect(condition({}, new Float32Array(n))).toEqual(new Float32Array(n));
  });

  it("refuses another sample rate and what is no number", () => {
    withPipeline(INPUT, ({ condition, frames }) => {
      const message = "sampleRate is 48000, expected 16000: resample first";
      expect(() => condition({ samples: tone(0, 9, 0), sampleRate: 48_000 })).toThrow(new RangeError(message));
      expect(() => frames({ samples: tone(0, 9, 0), sampleRate: 48_000 })).toThrow(new RangeError(message));
      const samples = tone(0, 200, 0);
      samples[123] = Number.NaN;
      expect(() => condition({ samples, sampleRate })).toThrow(
        new RangeError("samples[123] is NaN, expected a finite number"),
      );
    });
  });
});

describe("frames", () => {
  it.each([1, 2, 3, 4])("averages every %d frames, and the rest of the last group", (averageFrames) => {
    const samples = tone(0, 1700, 100);
    const extractor = createExtractor(wasm, LOG_MEL);
    const all = extractor.extract(samples);
    extractor.dispose();
    expect(all.nFrames).toBe(12);

    const { values, nFrames } = withPipeline({ ...INPUT, averageFrames: averageFrames + 4 }, (pipeline) =>
      pipeline.frames({ samples, sampleRate }),
    );
    const count = averageFrames + 4;
    expect(nFrames).toBe(Math.ceil(12 / count));
    for (let group = 0; group < nFrames; group++) {
      for (let c = 0; c < 64; c++) {
        const members = Array.from({ length: Math.min(count, 12 - group * count) }, (_, i) => group * count + i);
        const expected = mean(members.map((t) => all.values[t * 64 + c]));
        expect(values[group * 64 + c]).toBe(Math.fround(expected));
      }
    }
  });
});

describe("standardize", () => {
  const features = (nFrames: number) => ({
    values: Float32Array.from({ length: nFrames * 64 }, (_, i) => Math.floor(i / 64) * (1 + (i % 64)) - 3),
    nFrames,
  });
  const standardized = (spec: Partial<InputSpec>, nFrames: number, cropAt?: number, statistics?: Statistics) => {
    const pipeline = createInputPipeline(wasm, { ...INPUT, ...spec }, statistics);
    const input = pipeline.standardize(features(nFrames), cropAt);
    pipeline.dispose();
    return input;
  };

  it("pads with zeros and tells the rows that are none", () => {
    const { values, length } = standardized({ normalization: "none" }, 10);
    expect(length).toBe(10);
    expect(values).toHaveLength(60 * 64);
    expect(values.subarray(0, 640)).toEqual(features(10).values);
    expect(values.subarray(640).every((value) => value === 0)).toBe(true);
  });

  it.each([
    [undefined, 20],
    [0, 0],
    [0.5, 20],
    [0.9999, 40],
  ])("crops at %d of the slack", (cropAt, start) => {
    const { values, length } = standardized({ normalization: "none" }, 100, cropAt);
    expect(length).toBe(60);
    expect(values).toEqual(features(100).values.subarray(start * 64, (start + 60) * 64));
  });

  it.each([10, 60, 99])("gives the kept rows of %d mean 0 and variance 1", (nFrames) => {
    const { values, length } = standardized({}, nFrames);
    for (let c = 0; c < 64; c++) {
      const column = Array.from({ length }, (_, t) => values[t * 64 + c]);
      expect(Math.abs(mean(column))).toBeLessThan(1e-6);
      expect(mean(column.map((value) => value ** 2))).toBeCloseTo(1, 5);
    }
  });

  it("keeps finite what does not vary", () => {
    const { values } = standardized({}, 1);
    expect(values.every((value) => value === 0)).toBe(true);
    expect(standardized({}, 0)).toEqual({ values: new Float32Array(60 * 64), length: 0 });
  });

  it("normalizes by the training side's figures", () => {
    const statistics = {
      mean: new Float32Array(64).fill(2),
      standardDeviation: new Float32Array(64).map((_, c) => (c === 0 ? 0 : 4)),
    };
    const { values } = standardized({ normalization: "training" }, 10, undefined, statistics);
    const raw = features(10).values;
    for (let i = 0; i < 640; i++) {
      expect(values[i]).toBe(Math.fround((raw[i] - 2) / (i % 64 === 0 ? 1e-3 : 4)));
    }
  });

  it("refuses statistics that are missing or do not fit, and a crop outside", () => {
    const before = wasm.mark();
    const training = { ...INPUT, normalization: "training" as const };
    expect(() => createInputPipeline(wasm, training)).toThrow("statistics is undefined, expected the training side's");
    const short = { mean: new Float32Array(64), standardDeviation: new Float32Array(63) };
    expect(() => createInputPipeline(wasm, training, short)).toThrow(
      "statistics.standardDeviation has 63 values, expected 64 finite ones",
    );
    expect(wasm.mark()).toBe(before);
    expect(() => standardized({}, 100, 1)).toThrow("cropAt is 1, expected a number from 0 to below 1");
  });
});

describe("input", () => {
  it("is the three steps, and silence is finite", () => {
    withPipeline({ ...INPUT, features: MFCC }, (pipeline) => {
      expect(pipeline.nCoefficients).toBe(39);
      const waveform = { samples: tone(3000, 9000, 3000), sampleRate };
      const stepwise = pipeline.standardize(pipeline.frames(pipeline.condition(waveform)));
      expect(pipeline.input(waveform)).toEqual(stepwise);
      expect(stepwise.length).toBeGreaterThan(28);
      for (const n of [0, 1, 16_000]) {
        const { values } = pipeline.input({ samples: new Float32Array(n), sampleRate });
        expect(values.every(Number.isFinite)).toBe(true);
      }
    });
  });
});

describe("fitStatistics", () => {
  it("gives mean and deviation over all frames, each counting alike", () => {
    const rows = [
      [1000, 1],
      [1002, 1],
      [1004, 4],
      [1006, 4],
      [1003, 0],
    ];
    const { mean, standardDeviation } = fitStatistics([
      { values: Float32Array.from(rows.slice(0, 1).flat()), nFrames: 1 },
      { values: new Float32Array(0), nFrames: 0 },
      { values: Float32Array.from(rows.slice(1).flat()), nFrames: 4 },
    ]);
    expect([...mean]).toEqual([1003, 2]);
    expect([...standardDeviation]).toEqual([2, Math.sqrt(14 / 5)].map(Math.fround));
  });

  it("loses no digit to a large mean", () => {
    const values = Float32Array.from({ length: 100_000 }, (_, t) => -90_000 + (t % 2));
    const { mean, standardDeviation } = fitStatistics([{ values, nFrames: 100_000 }]);
    expect(mean[0]).toBe(Math.fround(-89_999.5));
    expect(standardDeviation[0]).toBe(0.5);
  });

  it("refuses no frame, and features of two kinds", () => {
    expect(() => fitStatistics([])).toThrow("features have 0 frames, expected at least 1");
    const two = [
      { values: new Float32Array(2), nFrames: 1 },
      { values: new Float32Array(3), nFrames: 1 },
    ];
    expect(() => fitStatistics(two)).toThrow("features have 3 coefficients, expected 2");
  });
});
