import { type FeatureSpec, type Features, htkMfcc, kaldiFbank, kaldiMfcc, librosaMfcc } from "@undertone/core";
import { loadDsp } from "@undertone/kernels/dsp";
import { createExtractor, createFeatureStream, type FeatureStream } from "@undertone/kernels/features";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noise, voice } from "../golden/signals.ts";

const wasm = await loadDsp();

const K = librosaMfcc({ sampleRate: 16_000, nFft: 512, winLength: 400, hopLength: 160, nMels: 40, topDb: null });

function extract(spec: FeatureSpec, samples: Float32Array): Features {
  const extractor = createExtractor(wasm, spec);
  try {
    return extractor.extract(samples);
  } finally {
    extractor.dispose();
  }
}

/** All that a stream gives of samples cut into pieces of the given lengths, over and over. */
function streamed(stream: FeatureStream, samples: Float32Array, lengths: readonly number[]): Features {
  const values: number[] = [];
  let nFrames = 0;
  const take = (features: Features) => {
    for (const value of features.values) values.push(value);
    nFrames += features.nFrames;
  };
  for (let at = 0, i = 0; at < samples.length; i++) {
    const length = lengths[i % lengths.length];
    take(stream.push(samples.slice(at, at + length)));
    at += length;
  }
  take(stream.finish());
  expect(values).toHaveLength(nFrames * stream.nCoefficients);
  return { values: Float32Array.from(values), nFrames };
}

function stream(spec: FeatureSpec, samples: Float32Array, lengths: readonly number[]): Features {
  const made = createFeatureStream(wasm, spec);
  try {
    return streamed(made, samples, lengths);
  } finally {
    made.dispose();
  }
}

const SPECS: Record<string, FeatureSpec> = {
  librosa: K,
  "librosa with deltas": { ...K, deltas: 2 },
  "librosa, reflected": { ...K, padding: "reflect", preEmphasis: 0.97 },
  "librosa without center": { ...K, framing: "snipFft" },
  kaldi: kaldiMfcc({ deltas: 2 }),
  "kaldi without snip_edges": kaldiFbank({ framing: "centerHop", padding: "symmetric", energy: "last" }),
  htk: htkMfcc({ deltas: 2, c0: "none", energy: "last" }),
};

describe("createFeatureStream", () => {
  it.each(Object.entries(SPECS))("gives the bits of the whole clip, whatever the pieces: %s", (_, spec) => {
    const samples = voice(8003);
    const whole = extract(spec, samples);
    expect(whole.nFrames).toBeGreaterThan(40);
    for (const lengths of [[1], [2, 3, 5, 7, 11, 13], [159, 160, 161], [997], [1e6]]) {
      expect(stream(spec, samples, lengths)).toEqual(whole);
    }
  });

  it.each(Object.entries(SPECS))("agrees where either is made in several pieces: %s", (_, spec) => {
    const samples = voice(40_003);
    const whole = extract(spec, samples);
    for (const lengths of [[4001], [16_384], [1e6]]) expect(stream(spec, samples, lengths)).toEqual(whole);
    expect(stream(spec, samples.slice(0, 16_384), [100])).toEqual(extract(spec, samples.slice(0, 16_384)));
  });

  it.each(Object.entries(SPECS))("agrees at every short length: %s", (_, spec) => {
    for (const n of [0, 1, 2, 3, 5, 80, 200, 201, 255, 256, 257, 399, 400, 401, 512, 600, 1679, 1680, 1681]) {
      expect(stream(spec, noise(n), [37])).toEqual(extract(spec, noise(n)));
    }
  });

  it("gives the bits of the whole clip for any spec, length and pieces", () => {
    const framing = fc.constantFrom(
      { framing: "center", padding: "zero" },
      { framing: "center", padding: "reflect" },
      { framing: "center", padding: "symmetric" },
      { framing: "centerHop", padding: "zero" },
      { framing: "centerHop", padding: "reflect" },
      { framing: "centerHop", padding: "symmetric" },
      { framing: "snipEdges", padding: "zero" },
      { framing: "snipFft", padding: "zero" },
    );
    const changes = fc.record<Partial<FeatureSpec>>({
      kind: fc.constantFrom("mfcc", "logMel"),
      nFft: fc.constantFrom(64, 128, 256),
      winLength: fc.integer({ min: 1, max: 64 }),
      hopLength: fc.integer({ min: 1, max: 150 }),
      removeFrameDc: fc.boolean(),
      preEmphasis: fc.constantFrom(0, 0.97),
      preEmphasisScope: fc.constantFrom("frame", "signal"),
      window: fc.constantFrom("hann", "hamming", "povey", "blackman", "rectangular"),
      spectrum: fc.constantFrom("power", "magnitude"),
      c0: fc.constantFrom("first", "last", "none"),
      energy: fc.constantFrom("none", "first", "last"),
      energyOf: fc.constantFrom("raw", "windowed"),
      deltas: fc.integer({ min: 0, max: 2 }),
      deltaWidth: fc.constantFrom(3, 5, 9, 15),
      deltaKind: fc.constantFrom("librosa", "htk", "kaldi"),
    });
    const lengths = fc.array(fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 2000 })), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(framing, changes, fc.integer({ min: 0, max: 1500 }), lengths, (frames, change, n, pieces) => {
        const spec = { ...K, nMels: 7, nMfcc: 5, ...change, ...frames } as FeatureSpec;
        const samples = noise(n);
        expect(stream(spec, samples, pieces)).toEqual(extract(spec, samples));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it("gives a frame as soon as its window is full", () => {
    const made = createFeatureStream(wasm, kaldiMfcc());
    const samples = noise(1000);
    expect(made.push(samples.slice(0, 399)).nFrames).toBe(0);
    expect(made.push(samples.slice(399, 400)).nFrames).toBe(1);
    expect(made.push(samples.slice(400, 719)).nFrames).toBe(1);
    expect(made.push(samples.slice(719, 720)).nFrames).toBe(1);
    expect(made.push(new Float32Array(0)).nFrames).toBe(0);
    expect(made.finish().nFrames).toBe(0);
    made.dispose();
  });

  it("begins anew after finish", () => {
    const made = createFeatureStream(wasm, SPECS["librosa with deltas"]);
    const first = streamed(made, voice(3000), [100]);
    streamed(made, noise(2000), [333]);
    expect(streamed(made, voice(3000), [700])).toEqual(first);
    made.dispose();
  });

  it("refuses what is no number by its index in the piece, and goes on as if it had not been pushed", () => {
    const spec = SPECS["librosa, reflected"];
    const samples = voice(3000);
    const made = createFeatureStream(wasm, spec);
    const first = made.push(samples.slice(0, 2000));
    const bad = noise(500);
    bad[123] = Number.NaN;
    const held = wasm.mark();
    expect(() => made.push(bad)).toThrow(new RangeError("samples[123] is NaN, expected a finite number"));
    const long = noise(9000);
    long[8999] = 2e9;
    expect(() => made.push(long)).toThrow("samples[8999] is 2000000000, expected a magnitude of at most 1e9");
    expect(wasm.mark()).toBe(held);
    const rest = [made.push(samples.slice(2000)), made.finish()];
    const values = [first, ...rest].flatMap((features) => [...features.values]);
    expect(Float32Array.from(values)).toEqual(extract(spec, samples).values);
    made.dispose();
  });

  it("refuses topDb and a spec that cannot be", () => {
    expect(() => createFeatureStream(wasm, librosaMfcc())).toThrow(
      new RangeError("features.topDb is 80, expected null for a stream: it needs the whole clip"),
    );
    expect(() => createFeatureStream(wasm, { ...K, nMfcc: 41 })).toThrow("expected nMfcc at most nMels");
  });

  it("holds its tables until disposed, and nothing else", () => {
    const before = wasm.mark();
    const made = createFeatureStream(wasm, kaldiMfcc({ deltas: 2 }));
    const held = wasm.mark();
    streamed(made, noise(20_000), [777]);
    expect(wasm.mark()).toBe(held);
    made.dispose();
    made.dispose();
    expect(wasm.mark()).toBe(before);
    expect(() => made.push(noise(1))).toThrow(new Error("the stream is disposed, expected it in use"));
    expect(() => made.finish()).toThrow(new Error("the stream is disposed, expected it in use"));
  });
});
