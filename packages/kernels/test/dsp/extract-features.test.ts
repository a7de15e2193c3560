import { type FeatureSpec, htkMfcc, librosaMfcc } from "@undertone/core";
import { loadDsp } from "@undertone/kernels/dsp";
import { createExtractor } from "@undertone/kernels/features";
import { describe, expect, it } from "vitest";
import golden from "../golden/features.json" with { type: "json" };
import { noise, SIGNALS, silence, voice } from "../golden/signals.ts";

const wasm = await loadDsp();

interface Golden {
  name: string;
  signal: keyof typeof SIGNALS;
  length: number;
  spec: FeatureSpec;
  htk?: Partial<FeatureSpec>;
  nFrames: number;
  frames: number[];
  values: number[][];
}
const cases = golden.cases as Golden[];

// biome-ignore format: one spec, three lines
const K: FeatureSpec = librosaMfcc({
  sampleRate: 16_000, nFft: 512, winLength: 400, hopLength: 160, nMels: 40, nMfcc: 40, topDb: null,
});

/** Extracts once, with an extractor of its own. */
function extract(spec: FeatureSpec, samples: Float32Array) {
  const extractor = createExtractor(wasm, spec);
  try {
    return extractor.extract(samples);
  } finally {
    extractor.dispose();
  }
}

/**
 * librosa's definitions 1.1e-4; HTK's, whose lifter multiplies by up to 12, 2e-4 in natural logarithms; decibels with such
 * a lifter, or of a DCT without norm, whose coefficients are 9 and 12.6 times the orthonormal ones, 1e-3.
 */
function toleranceOf({ kind, logScale, lifter, dctNorm }: FeatureSpec): number {
  if (kind === "logMel" || (lifter === 0 && dctNorm === "ortho")) return 1.1e-4;
  return logScale === "natural" ? 2e-4 : 1e-3;
}

const row = (values: Float32Array, t: number, width: number) => values.subarray(t * width, (t + 1) * width);

describe("features", () => {
  it.each(cases)("agree with float64: $name, $signal", ({ signal, length, spec, ...expected }) => {
    const { values, nFrames } = extract(spec, SIGNALS[signal](length));
    expect(nFrames).toBe(expected.nFrames);

    const width = values.length / nFrames;
    const errors = expected.frames.flatMap((t, i) =>
      Array.from(row(values, t, width), (value, c) => Math.abs(value - expected.values[i][c])),
    );
    expect(errors).toHaveLength(expected.values.flat().length);
    expect(Math.max(...errors)).toBeLessThan(toleranceOf(spec));
  });

  it.each(cases.filter(({ htk }) => htk))("are htkMfcc's: $name, $signal", ({ spec, htk }) => {
    expect(htkMfcc(htk)).toEqual(spec);
  });

  it("give a frame the same bits whatever stands in the other lanes", () => {
    const samples = voice(4000);
    const all = extract(K, samples);
    for (let skipped = 1; skipped <= 5; skipped++) {
      const rest = extract(K, samples.subarray(skipped * K.hopLength));
      // Frames of both that lie wholly inside: the padding in front of `rest` differs for the first two.
      for (let t = 2; t < rest.nFrames; t++) {
        expect(row(rest.values, t, 40)).toEqual(row(all.values, t + skipped, 40));
      }
    }
  });

  it("do not depend on samples beyond the window, which the kernel reads up to ¾ of nFft", () => {
    const spec = { ...K, winLength: 100, hopLength: 100 };
    const samples = voice(4000);
    const loud = samples.map((sample, t) => (t < 2000 ? sample : 1e9));
    const [expected, actual] = [samples, loud].map((x) => extract(spec, x).values);
    // Frame t ends at 100 t + 50.
    expect(actual.subarray(0, 20 * 40)).toEqual(expected.subarray(0, 20 * 40));
    expect(row(actual, 20, 40)).not.toEqual(row(expected, 20, 40));
  });

  it.each([1, 2, 3, 4, 5, 7, 8, 9])("make 1 + ⌊n / hopLength⌋ finite frames of %d samples", (n) => {
    for (const hopLength of [1, 3, 160]) {
      const { values, nFrames } = extract({ ...K, hopLength }, noise(n));
      expect(nFrames).toBe(1 + Math.floor(n / hopLength));
      expect(values.every(Number.isFinite)).toBe(true);
    }
  });

  it("make no frame of no sample", () => {
    expect(extract(K, silence(0))).toEqual({ values: new Float32Array(0), nFrames: 0 });
  });

  it("reach into no stale memory: a signal's features do not depend on what was there before", () => {
    const first = extract(K, voice(3000));
    extract(K, noise(9000).fill(1e9));
    expect(extract(K, voice(3000))).toEqual(first);
  });

  it("stay finite at the largest magnitude allowed", () => {
    const loud = noise(20_000).map((sample) => 1e9 * Math.sign(sample));
    const { values } = extract({ ...K, nFft: 8192, winLength: 8192, melNorm: "none" }, loud);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  it("take |x| < 1e-10 for 0", () => {
    const faint = noise(1000).map((sample) => sample * 1e-11);
    expect(extract(K, faint)).toEqual(extract(K, silence(1000)));
  });

  it("give the log of the floor for silence", () => {
    const { values } = extract({ ...K, kind: "logMel" }, silence(1000));
    for (const value of values) expect(value).toBeCloseTo(-100, 4);
  });

  it("are finite at the lowest floor, for silence and for what is nearly silent", () => {
    const lowest = { ...K, kind: "logMel" as const, logFloor: 1e-300 };
    for (const value of extract(lowest, silence(1000)).values) expect(value).toBeCloseTo(-250, 3);
    const { values } = extract(lowest, new Float32Array(1000).fill(2e-10));
    expect(values.every(Number.isFinite)).toBe(true);
  });

  // Position 0, a whole vector, every place within one, and the tail.
  it.each([0, 1, 2, 3, 4, 123, 1000, 1001])("refuse what is no number at %d", (at) => {
    const message = (value: number) => {
      const samples = noise(1002);
      samples[at] = value;
      if (at < 1001) samples[1001] = Number.NaN;
      return () => extract(K, samples);
    };
    expect(message(Number.NaN)).toThrow(new RangeError(`samples[${at}] is NaN, expected a finite number`));
    expect(message(-Infinity)).toThrow(new RangeError(`samples[${at}] is -Infinity, expected a finite number`));
    expect(message(2e9)).toThrow(new RangeError(`samples[${at}] is 2000000000, expected a magnitude of at most 1e9`));
  });

  it("name what is refused by its index in all of a long waveform", () => {
    const samples = noise(60_000);
    samples[50_001] = Number.NaN;
    expect(() => extract(K, samples)).toThrow(new RangeError("samples[50001] is NaN, expected a finite number"));
  });

  it("lie at most topDb below the largest of all of a long waveform, wherever that is", () => {
    const spec: FeatureSpec = { ...K, kind: "logMel", topDb: 30 };
    for (const loud of [100, 30_000, 59_900]) {
      const samples = noise(60_000).map((sample, t) => sample * (Math.abs(t - loud) < 50 ? 0.5 : 0.001));
      const all = extract({ ...spec, topDb: null }, samples).values;
      const floor = Math.max(...all) - 30;
      const { values } = extract(spec, samples);
      expect(values.some((value) => value > floor + 1)).toBe(true);
      for (const [i, value] of values.entries()) expect(Math.abs(value - Math.max(all[i], floor))).toBeLessThan(1e-4);
    }
  });

  it("refuse a spec that cannot be", () => {
    expect(() => createExtractor(wasm, { ...K, nMfcc: 41 })).toThrow("expected nMfcc at most nMels");
  });
});

describe("createExtractor", () => {
  it("holds on to its tables alone, until disposed", () => {
    const before = wasm.mark();
    const extractor = createExtractor(wasm, { ...K, topDb: 80, deltas: 2 });
    const held = wasm.mark();
    expect(held).toBeGreaterThan(before);
    extractor.extract(noise(100_000));
    expect(() => extractor.extract(new Float32Array([Number.NaN]))).toThrow(RangeError);
    expect(wasm.mark()).toBe(held);
    extractor.dispose();
    extractor.dispose();
    expect(wasm.mark()).toBe(before);
    expect(() => extractor.extract(noise(1))).toThrow(new Error("the extractor is disposed, expected it in use"));
  });

  it("is disposed in reverse order only", () => {
    const before = wasm.mark();
    const first = createExtractor(wasm, K);
    const second = createExtractor(wasm, { ...K, nFft: 1024 });
    expect(() => first.dispose()).toThrow("the extractor is not the last made, expected disposal in reverse order");
    const { values } = second.extract(voice(2000));
    second.dispose();
    first.dispose();
    expect(wasm.mark()).toBe(before);
    expect(extract({ ...K, nFft: 1024 }, voice(2000)).values).toEqual(values);
  });
});
