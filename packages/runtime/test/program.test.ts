import { type Dtype, quantizedBundle } from "@undertone/core";
import { loadDsp } from "@undertone/kernels/dsp";
import { type Engine, loadEngine, STATUS } from "@undertone/kernels/engine";
import { compileProgram, createRecognizer, loadProgram } from "@undertone/runtime";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawnBundle, drawnWaveform } from "./bundles.ts";

const dsp = await loadDsp();
const bundle = drawnBundle(dsp);
const MIB = 2 ** 20;

/** What an engine says of bytes as its program, and of a clip if they are one. */
function tried(engine: Engine, program: Uint8Array, samples: Float32Array): number {
  const address = engine.reserveProgram(program.length);
  new Uint8Array(engine.memory.buffer, address, program.length).set(program);
  const status = engine.initialize();
  if (status !== STATUS.ok) return status;
  const clip = engine.reserve(samples.length);
  if (clip === 0) return STATUS.outOfMemory;
  new Float32Array(engine.memory.buffer, clip, samples.length).set(samples);
  return engine.run(samples.length);
}

describe("a program", () => {
  it.each<[Dtype, number]>([
    ["f32", 4],
    ["f16", 2],
    ["i8", 1],
    ["i6", 0.75],
  ])("of %s weights takes %d bytes a weight and gives what its bundle's float32 values give", async (dtype, bytes) => {
    const smaller = quantizedBundle(bundle, dtype);
    const program = compileProgram(smaller);
    const nWeights = 8 * 15 + 64 * 64 * 3 + 128 * 3;
    expect(program.length).toBeLessThan(nWeights * bytes + 1800);
    expect(program.length).toBeGreaterThan(nWeights * bytes);
    const { dtypes: _, ...plain } = smaller;
    const waveform = drawnWaveform(16_000, 1);
    const [found, expected] = await Promise.all(
      [smaller, plain].map(async (one) => (await createRecognizer(one)).probabilities(waveform)),
    );
    found.forEach((value, i) => {
      expect(Math.abs(value - expected[i])).toBeLessThan(1e-5);
    });
  });

  it("can be replaced by another", async () => {
    const engine = await loadEngine();
    const { samples } = drawnWaveform(8000, 1);
    for (const dtype of ["f32", "i6", "f32"] as const) {
      expect(tried(engine, compileProgram(quantizedBundle(bundle, dtype)), samples)).toBe(STATUS.ok);
    }
    expect(engine.sampleRate()).toBe(16_000);
    const labels = Array.from({ length: engine.nLabels() }, (_, i) =>
      new TextDecoder().decode(new Uint8Array(engine.memory.buffer, engine.labelAddress(i), engine.labelLength(i))),
    );
    expect(labels).toEqual(bundle.labels);
    expect([engine.labelAddress(3), engine.labelLength(-1)]).toEqual([0, 0]);
  });

  it("is needed before anything else", async () => {
    const engine = await loadEngine();
    expect(engine.initialize()).toBe(STATUS.badProgram);
    expect(engine.setSampleRate(16_000)).toBe(STATUS.notInitialized);
    expect(engine.reserve(100)).toBe(0);
    expect(engine.run(100)).toBe(STATUS.notInitialized);
    expect(engine.runNetwork(1)).toBe(STATUS.notInitialized);
    expect([engine.nLabels(), engine.sampleRate(), engine.probabilities(), engine.inputAddress()]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it("is refused wherever it ends too early", async () => {
    const engine = await loadEngine();
    const program = compileProgram(quantizedBundle(bundle, "i6"));
    for (let length = 0; length < program.length; length += length < 2000 ? 1 : 97) {
      const cut = program.slice(0, length);
      if (length >= 8) new DataView(cut.buffer).setUint32(4, length, true);
      expect(tried(engine, cut, new Float32Array(1))).toBe(STATUS.badProgram);
    }
  });

  it("never traps and never takes much, whatever its bytes", { timeout: 120_000 }, async () => {
    const program = compileProgram(quantizedBundle(bundle, "i8"));
    const { samples } = drawnWaveform(2000, 1);
    const engine = await loadEngine();
    const head = new DataView(program.buffer).getUint32(8, true);
    const values = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 0xffffffff }));
    const edits = fc.array(fc.tuple(fc.nat(head - 4), values, fc.boolean()), { minLength: 1, maxLength: 4 });
    const seen = new Set<number>();
    fc.assert(
      fc.property(edits, (list) => {
        const bytes = program.slice();
        const view = new DataView(bytes.buffer);
        for (const [at, value, whole] of list) {
          if (whole) view.setUint32(at & ~3, value, true);
          else bytes[at] = value;
        }
        seen.add(tried(engine, bytes, samples));
        expect(engine.memory.buffer.byteLength).toBeLessThan(600 * MIB);
      }),
      { seed: 1, numRuns: 4000 },
    );
    expect(seen).toContain(STATUS.ok);
    expect(seen).toContain(STATUS.badProgram);
  });
});

describe("an engine", () => {
  it("says what is wrong with a clip, and goes on", async () => {
    const engine = await loadEngine();
    loadProgram(engine, compileProgram(bundle));
    expect(engine.abiVersion()).toBe(1);
    for (const n of [0, -1, 2 ** 31 - 1]) expect(engine.reserve(n)).toBe(0);
    for (const hz of [0, 3999, 768_001, -16_000]) expect(engine.setSampleRate(hz)).toBe(STATUS.badSampleRate);
    const address = engine.reserve(1000);
    for (const n of [0, -1, 1001]) expect(engine.run(n)).toBe(STATUS.badLength);
    for (const sample of [Number.NaN, Number.POSITIVE_INFINITY, 2e9]) {
      new Float32Array(engine.memory.buffer, address, 1000).fill(0)[999] = sample;
      expect(engine.run(1000)).toBe(STATUS.badSample);
    }
    new Float32Array(engine.memory.buffer, address, 1000).fill(0.5);
    expect(engine.run(1000)).toBe(STATUS.ok);
  });

  it("takes no more memory after 100 000 clips", { timeout: 120_000 }, async () => {
    const engine = await loadEngine();
    const { samples } = drawnWaveform(400, 1);
    loadProgram(engine, compileProgram({ ...bundle, input: { ...bundle.input, nFrames: 4 } }));
    const recognize = (rate: number) => {
      engine.setSampleRate(rate);
      const address = engine.reserve(samples.length);
      new Float32Array(engine.memory.buffer, address, samples.length).set(samples);
      engine.run(samples.length);
    };
    for (const rate of [8000, 16_000]) recognize(rate);
    const { byteLength } = engine.memory.buffer;
    for (let i = 0; i < 100_000; i++) recognize(i % 1000 === 0 ? 8000 : 16_000);
    expect(engine.memory.buffer.byteLength).toBe(byteLength);
  });
});
