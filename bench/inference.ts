import { gzipSync } from "node:zlib";
import { moduleOf, wasmOf } from "@undertone/bundler";
import {
  type Bundle,
  type Layer,
  networkOf,
  percentile,
  quantizedBundle,
  randomAt,
  sizeOf,
  weightsSha256,
} from "@undertone/core";
import { featureFingerprint } from "@undertone/features";
import { loadDsp } from "@undertone/kernels/dsp";
import type { Recognizer } from "@undertone/runtime";
import { recipeNamed } from "@undertone/trainer";

/** What a shipped model weighs and takes: 3 s of 16 kHz to probabilities. Drawn weights; gzip finds as little in trained ones. */
const N_ROUNDS = 300;
const dsp = await loadDsp();
const random = randomAt(1, "synthesize");
const waveform = {
  samples: Float32Array.from({ length: 48_000 }, (_, t) => ((t % 120) / 120 - 0.5) * 0.3 + random.between(-0.05, 0.05)),
  sampleRate: 16_000,
};

for (const recipe of ["default", "nano"] as const) {
  for (const dtype of ["f32", "i8", "i6"] as const) {
    const bundle = quantizedBundle(drawnBundle(recipe), dtype);
    const [{ js }, wasm] = [await moduleOf(bundle), await wasmOf(bundle)];
    const url = `data:text/javascript;base64,${Buffer.from(js).toString("base64")}`;
    const start = performance.now();
    const module: { createRecognizer(): Promise<Recognizer> } = await import(url);
    const recognizer = await module.createRecognizer();
    const ready = performance.now() - start;
    const times = Float64Array.from({ length: N_ROUNDS }, () => {
      const before = process.cpuUsage();
      recognizer.probabilities(waveform);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    const result = {
      recipe,
      dtype,
      mjs: js.length,
      mjsGzip: gzipSync(js, { level: 9 }).length,
      wasm: wasm.length,
      wasmGzip: gzipSync(wasm, { level: 9 }).length,
      readyMs: Number(ready.toFixed(1)),
      firstMs: Number(times[0].toFixed(2)),
      p50Ms: Number(percentile(times.subarray(20), 50).toFixed(2)),
      p95Ms: Number(percentile(times.subarray(20), 95).toFixed(2)),
      memoryKiB: await memoryOf(wasm),
    };
    console.log(JSON.stringify(result));
  }
}

/** KiB of Wasm memory after a recognition. */
async function memoryOf(wasm: Uint8Array<ArrayBuffer>): Promise<number> {
  const { instance } = await WebAssembly.instantiate(wasm);
  const engine = instance.exports as Record<string, CallableFunction> & { memory: WebAssembly.Memory };
  engine.initialize();
  const address = engine.reserve(waveform.samples.length);
  new Float32Array(engine.memory.buffer, address, waveform.samples.length).set(waveform.samples);
  engine.run(waveform.samples.length);
  return engine.memory.buffer.byteLength / 1024;
}

/** A recipe's network with weights of bell-shaped distribution. */
function drawnBundle(name: "default" | "nano"): Bundle {
  const labels = ["a", "b", "c", "d", "e", "f", "g"];
  const recipe = recipeNamed(name);
  const layers: Layer[] = [...recipe.layers, { kind: "dense", units: labels.length, relu: false }];
  const { input } = recipe;
  const network = networkOf({ input, layers });
  const tensors = new Map(
    network.parameters.map(({ name, role, shape }) => {
      const spread = Math.sqrt(1 / sizeOf(shape.slice(0, -1)));
      const bell = () => random.uniform() + random.uniform() + random.uniform() + random.uniform() - 2;
      const scale = role === "gamma" || role === "movingVariance" ? () => 1 + bell() / 4 : () => bell() * spread;
      return [name, Float32Array.from({ length: sizeOf(shape) }, scale)];
    }),
  );
  const training = {
    corpora: ["none"],
    speakers: [],
    synthetic: true,
    protocol: "drawn weights",
    metrics: {},
    seed: 1,
    recipe: name,
    recipeSha256: "0".repeat(64),
    weightsSha256: weightsSha256(network, tensors),
    undertoneVersion: "0.1.0",
  };
  return { labels, input, featuresSha256: featureFingerprint(dsp, input), layers, tensors, training };
}
