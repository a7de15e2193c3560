import { wasmOf } from "@undertone/bundler";
import { type Dtype, quantizedBundle } from "@undertone/core";
import { type Engine, leanEngineBytes, STATUS } from "@undertone/kernels/engine";
import { compileProgram, createRecognizer, loadProgram } from "@undertone/runtime";
import { describe, expect, it } from "vitest";
import { drawnBundle, drawnWaveform } from "./bundles.ts";

const bundle = await drawnBundle();

async function started(wasm: Uint8Array<ArrayBuffer>): Promise<Engine> {
  const { instance } = await WebAssembly.instantiate(wasm);
  return instance.exports as unknown as Engine;
}

describe("wasmOf", () => {
  it.each<Dtype>(["f32", "f16", "i8", "i6"])("gives the runtime's bits to any host: %s", async (dtype) => {
    const smaller = quantizedBundle(bundle, dtype);
    const engine = await started(await wasmOf(smaller));
    const { samples, sampleRate } = drawnWaveform(20_000, 1, 44_100);

    expect(engine.initialize()).toBe(STATUS.ok);
    expect(engine.setSampleRate(sampleRate)).toBe(STATUS.ok);
    const address = engine.reserve(samples.length);
    new Float32Array(engine.memory.buffer, address, samples.length).set(samples);
    expect(engine.run(samples.length)).toBe(STATUS.ok);
    const found = new Float32Array(engine.memory.buffer, engine.probabilities(), engine.nLabels()).slice();

    expect(found).toEqual((await createRecognizer(smaller)).probabilities({ samples, sampleRate }));
  });

  it("imports nothing and exports what is documented", async () => {
    const module = await WebAssembly.compile(await wasmOf(bundle));
    expect(WebAssembly.Module.imports(module)).toEqual([]);
    expect(WebAssembly.Module.exports(module).map(({ name }) => name)).toEqual([
      "abiVersion",
      "reserveProgram",
      "initialize",
      "sampleRate",
      "windowLength",
      "nLabels",
      "labelAddress",
      "labelLength",
      "setSampleRate",
      "reserve",
      "run",
      "nRows",
      "inputAddress",
      "runNetwork",
      "embedding",
      "probabilities",
      "memory",
    ]);
  });

  it("refuses features that a lean engine does not make", async () => {
    const mfcc = await drawnBundle({ features: { ...bundle.input.features, kind: "mfcc", nMfcc: 16 } });
    const [lean, full] = [leanEngineBytes(), await wasmOf(mfcc)];
    expect(lean.length).toBeLessThan(full.length);
    const engine = await started(lean);
    expect(() => loadProgram(engine, compileProgram(mfcc))).toThrow("program is refused with status 2, expected 0");
    expect(() => loadProgram(engine, compileProgram(bundle))).not.toThrow();
  });

  it("can be initialized again", async () => {
    const engine = await started(await wasmOf(bundle));
    const sizes = [1, 2, 3, 4].map(() => {
      expect(engine.initialize()).toBe(STATUS.ok);
      return engine.memory.buffer.byteLength;
    });
    expect(new Set(sizes.slice(1)).size).toBe(1);
  });

  it("holds its labels in UTF-8", async () => {
    const engine = await started(await wasmOf(bundle));
    engine.initialize();
    const labels = bundle.labels.map((_, i) =>
      new TextDecoder().decode(new Uint8Array(engine.memory.buffer, engine.labelAddress(i), engine.labelLength(i))),
    );
    expect(labels).toEqual(bundle.labels);
  });
});
