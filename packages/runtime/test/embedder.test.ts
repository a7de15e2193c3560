import { networkOf, randomAt, tensorFor } from "@undertone/core";
import { loadDsp } from "@undertone/kernels/dsp";
import { createEmbedder, createRecognizer } from "@undertone/runtime";
import { describe, expect, it } from "vitest";
import { drawnBundle } from "./bundles.ts";

const bundle = drawnBundle(await loadDsp());
const random = randomAt(5, "synthesize");
const waveform = {
  samples: Float32Array.from({ length: 12_000 }, (_, i) => (i % 90) / 300 - 0.15 + random.between(-0.02, 0.02)),
  sampleRate: 16_000,
};

describe("an embedder", () => {
  it("gives what the last layer makes the probabilities of, which are the recognizer's", async () => {
    const embedder = await createEmbedder(bundle);
    const { embedding, probabilities } = embedder.embed(waveform);
    expect(probabilities).toEqual((await createRecognizer(bundle)).probabilities(waveform));
    expect([embedding.length, embedder.nEmbedding]).toEqual([128, 128]);

    const last = networkOf(bundle).layers.at(-1)!;
    const kernel = tensorFor(last, "kernel", bundle.tensors);
    const bias = tensorFor(last, "bias", bundle.tensors);
    const logits = Array.from(bias, (value, c) =>
      embedding.reduce((sum, one, i) => sum + one * kernel[i * bias.length + c], value),
    );
    const exponentials = logits.map((logit) => Math.exp(logit - Math.max(...logits)));
    const total = exponentials.reduce((a, b) => a + b);
    for (const [c, value] of exponentials.entries()) expect(probabilities[c]).toBeCloseTo(value / total, 5);
    expect(new Set(embedding).size).toBeGreaterThan(10);
  });

  it("gives another waveform its own, and the same one the same", async () => {
    const embedder = await createEmbedder(bundle);
    const { embedding } = embedder.embed(waveform);
    const other = { ...waveform, samples: waveform.samples.map((sample, i) => (i % 3 ? sample : -sample)) };
    expect(embedder.embed(other).embedding).not.toEqual(embedding);
    expect(embedder.embed(waveform).embedding).toEqual(embedding);
    embedder.dispose();
    expect(() => embedder.embed(waveform)).toThrow("recognizer is disposed, expected no further use");
  });
});
