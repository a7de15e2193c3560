import { BundleError, encodeBundle, networkOf, weightsSha256 } from "@undertone/core";
import { createInputPipeline } from "@undertone/features";
import { loadDsp } from "@undertone/kernels/dsp";
import { createRecognizer } from "@undertone/runtime";
import { describe, expect, it } from "vitest";
import { drawnBundle, drawnWaveform } from "./bundles.ts";
import { referenceProbabilities } from "./reference.ts";

const dsp = await loadDsp();
const bundle = drawnBundle(dsp);
const waveform = drawnWaveform(16_000, 1);

describe("createRecognizer", () => {
  it.each(["utterance", "training", "none"] as const)(
    "gives the network's answer to the features, normalized by %s",
    async (normalization) => {
      const normalized = drawnBundle(dsp, { normalization });
      const statistics = {
        mean: new Float32Array(16).fill(-8),
        standardDeviation: new Float32Array(16).fill(3),
      };
      const pipeline = createInputPipeline(dsp, normalized.input, statistics);
      const recognizer = await createRecognizer(normalized);
      for (const n of [4000, 40_000]) {
        const clip = drawnWaveform(n, n);
        const { values, length } = pipeline.input(clip);
        const expected = referenceProbabilities(networkOf(normalized), normalized.tensors, values, length);
        const found = recognizer.probabilities(clip);
        expected.forEach((value, i) => {
          expect(Math.abs(found[i] - value)).toBeLessThan(1e-5);
        });
        expect(found.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
      }
      pipeline.dispose();
    },
  );

  it("answers alike from a file's bytes and from the bundle", async () => {
    const recognizers = [await createRecognizer(bundle), await createRecognizer(encodeBundle(bundle))];
    const [one, other] = recognizers.map((recognizer) => recognizer.probabilities(waveform));
    expect(other).toEqual(one);
    expect(recognizers[1].labels).toEqual(["angry", "sad", "happy"]);
    expect(recognizers[1].sampleRate).toBe(16_000);
  });

  it("sorts the labels by their probability", async () => {
    const recognizer = await createRecognizer(bundle);
    const probabilities = recognizer.probabilities(waveform);
    const recognitions = recognizer.recognize(waveform);
    expect(recognitions.map(({ score }) => score)).toEqual([...probabilities].sort((a, b) => b - a));
    for (const { label, score } of recognitions) expect(probabilities[bundle.labels.indexOf(label)]).toBe(score);
  });

  it("keeps recognizers apart, and calls", async () => {
    const first = await createRecognizer(bundle);
    const second = await createRecognizer(drawnBundle(dsp, { nFrames: 80, normalization: "none" }));
    const other = drawnWaveform(30_000, 2);
    const answers = [first.probabilities(waveform), second.probabilities(waveform)];
    expect(answers[1]).not.toEqual(answers[0]);
    expect(first.probabilities(other)).not.toEqual(answers[0]);
    second.probabilities(other);
    expect([first.probabilities(waveform), second.probabilities(waveform)]).toEqual(answers);
    first.dispose();
    expect(second.probabilities(waveform)).toEqual(answers[1]);
  });

  it.each([
    ["one sample", new Float32Array(1).fill(0.5)],
    ["less than a frame", drawnWaveform(100, 3).samples],
    ["silence", new Float32Array(16_000)],
  ])("has an answer to %s", async (_, samples) => {
    const probabilities = (await createRecognizer(bundle)).probabilities({ samples, sampleRate: 16_000 });
    expect(probabilities.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
  });

  it("refuses what is no waveform for it, and goes on", async () => {
    const recognizer = await createRecognizer(bundle);
    const before = recognizer.probabilities(waveform);
    const { samples, sampleRate } = waveform;
    const wrong = (changes: object) => () => recognizer.probabilities({ ...waveform, ...changes });
    for (const rate of [3999, 768_001, 16_000.5, Number.NaN]) {
      expect(wrong({ sampleRate: rate })).toThrow(
        new RangeError(`sampleRate is ${rate}, expected a whole number from 4000 to 768000`),
      );
    }
    expect(wrong({ samples: samples.with(9, 1.5e9) })).toThrow(
      new RangeError("samples[9] is 1500000000, expected a magnitude of at most 1e9"),
    );
    expect(wrong({ samples: new Float32Array(0) })).toThrow(
      new RangeError("samples has 0 values, expected at least 1"),
    );
    expect(wrong({ samples: [...samples] })).toThrow(
      new TypeError("samples is [object Array], expected a Float32Array"),
    );
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(wrong({ samples: samples.with(123, value) })).toThrow(
        new RangeError(`samples[123] is ${value}, expected a finite number`),
      );
    }
    expect(recognizer.probabilities({ samples, sampleRate })).toEqual(before);
  });

  it("refuses a bundle whose features another front end made", async () => {
    const foreign = { ...bundle, featuresSha256: "0".repeat(64) };
    const reason = `its features have fingerprint ${foreign.featuresSha256}, expected this front end's ${bundle.featuresSha256}`;
    const error = await createRecognizer(encodeBundle(foreign), "old.undertone").catch((caught) => caught);
    expect(error).toBeInstanceOf(BundleError);
    expect(error.message).toBe(`old.undertone: ${reason}`);
    await expect(createRecognizer(foreign)).rejects.toThrow(`bundle: ${reason}`);
  });

  it("refuses bytes that are no bundle, and a bundle that is not valid", async () => {
    await expect(createRecognizer(new Uint8Array(99), "x.wav")).rejects.toThrow("x.wav: is not an Undertone bundle");
    await expect(createRecognizer({ ...bundle, labels: ["angry", "sad"] })).rejects.toThrow(
      new RangeError("labels has 2 entries, expected 3 as the network has outputs"),
    );
  });

  it("is of no use once disposed", async () => {
    const recognizer = await createRecognizer(bundle);
    recognizer.dispose();
    recognizer.dispose();
    expect(() => recognizer.probabilities(waveform)).toThrow("recognizer is disposed, expected no further use");
    expect(() => recognizer.recognize(waveform)).toThrow("recognizer is disposed, expected no further use");
  });

  it("refuses clips without a frame where the features take no padding", async () => {
    const snipped = { ...bundle.input.features, framing: "snipEdges" } as const;
    const recognizer = await createRecognizer(drawnBundle(dsp, { features: snipped }));
    expect(() => recognizer.probabilities(drawnWaveform(399, 1))).toThrow(
      new RangeError("samples has 399 values, expected enough for one frame"),
    );
    expect(() => recognizer.probabilities(drawnWaveform(400, 1))).not.toThrow();
  });

  it("refuses weights so large that a sum of products is no number", async () => {
    const { tensors } = bundle;
    const huge = new Map<string, Float32Array>(
      [...tensors].map(([name, values]) => [name, values.map((value) => value * 1e30)]),
    );
    for (const [name, values] of tensors) if (!name.endsWith("kernel")) huge.set(name, values);
    const training = { ...bundle.training, weightsSha256: weightsSha256(networkOf(bundle), huge) };
    const recognizer = await createRecognizer({ ...bundle, tensors: huge, training });
    expect(() => recognizer.probabilities(waveform)).toThrow(
      new RangeError("probabilities are NaN, NaN, NaN, expected numbers: the weights are too large"),
    );
  });
});
