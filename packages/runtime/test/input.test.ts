import {
  type FeatureSpec,
  htkMfcc,
  type InputSpec,
  kaldiFbank,
  kaldiMfcc,
  librosaLogMel,
  librosaMfcc,
  nCoefficientsOf,
} from "@undertone/core";
import { createInputPipeline, type Statistics } from "@undertone/features";
import { loadDsp, resample } from "@undertone/kernels/dsp";
import { type Engine, loadEngine, STATUS } from "@undertone/kernels/engine";
import { compileProgram, loadProgram } from "@undertone/runtime";
import { describe, expect, it } from "vitest";
import { drawnWaveform } from "./bundles.ts";

const dsp = await loadDsp();
const engine = await loadEngine();

const LOG_MEL = librosaLogMel({
  sampleRate: 16_000,
  nFft: 512,
  winLength: 400,
  hopLength: 160,
  nMels: 24,
  topDb: null,
});
const INPUT: InputSpec = {
  features: LOG_MEL,
  removeDc: true,
  trim: { thresholdDb: 30, percentile: 98, margin: 5 },
  averageFrames: 2,
  nFrames: 40,
  normalization: "utterance",
};

const statisticsOf = (width: number): Statistics => ({
  mean: Float32Array.from({ length: width }, (_, c) => -3 - c),
  standardDeviation: Float32Array.from({ length: width }, (_, c) => c / 4), // the first below the least
});

/** An engine for an input, with the least of a network behind it. */
function prepare(engine: Engine, input: InputSpec): void {
  const { mean, standardDeviation } = statisticsOf(nCoefficientsOf(input.features));
  const tensors = new Map([
    ["1.kernel", new Float32Array(1)],
    ["1.bias", new Float32Array(1)],
    ["input.mean", mean],
    ["input.standardDeviation", standardDeviation],
  ]);
  const layers = [
    { kind: "statisticsPool", deviation: false } as const,
    { kind: "dense", units: 1, relu: false } as const,
  ];
  loadProgram(engine, compileProgram({ labels: ["any"], input, layers, tensors }));
}

function inputOf(engine: Engine, samples: Float32Array, size: number): { values: Float32Array; length: number } {
  const address = engine.reserve(samples.length);
  new Float32Array(engine.memory.buffer, address, samples.length).set(samples);
  expect(engine.run(samples.length)).toBe(STATUS.ok);
  return {
    values: new Float32Array(engine.memory.buffer, engine.inputAddress(), size).slice(),
    length: engine.nRows(),
  };
}

/** Loud in the middle, so that there is something to trim. */
function clip(n: number, seed: number): Float32Array {
  const { samples } = drawnWaveform(n, seed);
  return samples.map((sample, t) => (t > n / 5 && t < (4 * n) / 5 ? sample : sample / 1000) + 0.01);
}

/** The engine's network input against the training side's, bit for bit, and that of the same samples once more. */
function compare(input: InputSpec, lengths: readonly number[]): void {
  const width = nCoefficientsOf(input.features);
  const pipeline = createInputPipeline(dsp, input, statisticsOf(width));
  prepare(engine, input);
  for (const n of lengths) {
    const samples = clip(n, n);
    const expected = pipeline.input({ samples, sampleRate: input.features.sampleRate });
    expect(inputOf(engine, samples, input.nFrames * width), `${n} samples`).toEqual(expected);
  }
  pipeline.dispose();
}

const FEATURES: Record<string, FeatureSpec> = {
  "log-mel": LOG_MEL,
  "log-mel with topDb": { ...LOG_MEL, topDb: 60, logScale: "decibel" },
  "log-mel with energy first, windowed": { ...LOG_MEL, energy: "first", energyOf: "windowed" },
  "log-mel of magnitudes": {
    ...LOG_MEL,
    spectrum: "magnitude",
    melScale: "htk",
    melNorm: "none",
    melInterpolation: "mel",
  },
  "librosa's MFCC with its deltas": librosaMfcc({
    sampleRate: 16_000,
    nFft: 1024,
    hopLength: 256,
    nMels: 40,
    deltas: 2,
  }),
  "MFCC liftered, C0 last": librosaMfcc({
    sampleRate: 8000,
    nFft: 256,
    nMels: 23,
    hopLength: 80,
    lifter: 22,
    c0: "last",
  }),
  reflected: { ...LOG_MEL, padding: "reflect", preEmphasis: 0.97 },
  symmetric: { ...LOG_MEL, padding: "symmetric", window: "blackman" },
  "without center": { ...LOG_MEL, framing: "snipFft", window: "rectangular" },
  "Kaldi's MFCC with deltas": kaldiMfcc({ deltas: 2 }),
  "Kaldi's filter banks without snip_edges": kaldiFbank({ framing: "centerHop", padding: "symmetric", energy: "last" }),
  "HTK's MFCC with accelerations": htkMfcc({ deltas: 2, c0: "none", energy: "last" }),
};

describe("the engine's input", () => {
  it.each(Object.entries(FEATURES))("has the bits of training: %s", (_, features) => {
    compare({ ...INPUT, features }, [600, 4001, 16_000, 40_003]);
    compare({ ...INPUT, features, averageFrames: 1, trim: null, nFrames: 400 }, [600, 16_001]);
  });

  it.each([1, 2, 3, 4, 5, 7, 8, 9, 159, 160, 161, 399, 400, 401, 511, 512, 513])(
    "has the bits of training: %d samples",
    (n) => {
      compare(INPUT, [n]);
      compare({ ...INPUT, features: FEATURES.reflected }, [n]);
      compare({ ...INPUT, features: FEATURES.symmetric, trim: null }, [n]);
    },
  );

  it.each(["utterance", "training", "none"] as const)("has the bits of training, normalized by %s", (normalization) => {
    for (const averageFrames of [1, 2, 3, 16]) compare({ ...INPUT, normalization, averageFrames }, [1, 5000, 60_000]);
    compare({ ...INPUT, normalization, removeDc: false, nFrames: 1 }, [20_000]);
  });

  it.each([1, 50, 98, 99.5, 100])("is trimmed by the same frames at percentile %d", (percentile) => {
    for (const margin of [0, 1, 1000]) {
      compare({ ...INPUT, trim: { thresholdDb: 20, percentile, margin } }, [400, 559, 560, 561, 9000, 30_000]);
    }
  });

  it.each([4000, 8000, 11_025, 12_000, 15_999, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000, 192_000, 768_000])(
    "of %d Hz has the bits of what is resampled before",
    (rate) => {
      const pipeline = createInputPipeline(dsp, INPUT);
      prepare(engine, INPUT);
      expect(engine.setSampleRate(rate)).toBe(STATUS.ok);
      for (const seconds of [0.0001, 0.3, 1.7]) {
        const samples = clip(Math.max(1, Math.floor(rate * seconds)), rate);
        const expected = pipeline.input({ samples: resample(dsp, samples, rate, 16_000), sampleRate: 16_000 });
        expect(inputOf(engine, samples, INPUT.nFrames * 24)).toEqual(expected);
      }
      pipeline.dispose();
    },
  );

  it("is the same whatever rate came before", () => {
    prepare(engine, INPUT);
    const samples = clip(20_000, 1);
    const before = inputOf(engine, samples, INPUT.nFrames * 24);
    for (const rate of [44_100, 8000, 16_000]) expect(engine.setSampleRate(rate)).toBe(STATUS.ok);
    expect(inputOf(engine, samples, INPUT.nFrames * 24)).toEqual(before);
  });
});
