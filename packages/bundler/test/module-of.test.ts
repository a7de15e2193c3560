import { moduleOf } from "@undertone/bundler";
import { type Bundle, type Dtype, librosaMfcc, quantizedBundle, sha256Hex } from "@undertone/core";
import { createRecognizer, type Recognizer } from "@undertone/runtime";
import { describe, expect, it } from "vitest";
import { drawnBundle, drawnWaveform } from "./bundles.ts";

/** What emotion.mjs exports. */
interface EmotionModule {
  createRecognizer(): Promise<Recognizer>;
  createRecognizerSync(): Recognizer;
}

const bundle = await drawnBundle();
const imported = async (of: Bundle): Promise<EmotionModule> => {
  const url = `data:text/javascript,${encodeURIComponent((await moduleOf(of)).js)}`;
  return import(/* @vite-ignore */ url);
};
const emotion = await imported(bundle);

describe("moduleOf", () => {
  it.each<Dtype>(["f32", "f16", "i8", "i6"])("gives the runtime's bits, at any sample rate: %s", async (dtype) => {
    const smaller = quantizedBundle(bundle, dtype);
    const module = await imported(smaller);
    const recognizers = [
      await createRecognizer(smaller),
      await module.createRecognizer(),
      module.createRecognizerSync(),
    ];
    for (const [rate, length] of [
      [16_000, 20_000],
      [44_100, 30_001],
      [8000, 1],
    ]) {
      const [expected, ...found] = recognizers.map((one) => one.probabilities(drawnWaveform(length, rate, rate)));
      expect(found).toEqual([expected, expected]);
    }
  });

  it("gives the runtime's bits of features under topDb", async () => {
    const features = { ...bundle.input.features, topDb: 20, logScale: "decibel" } as const;
    const other = await drawnBundle({ features });
    const waveform = drawnWaveform(40_000, 1);
    const [expected, found] = [await createRecognizer(other), await (await imported(other)).createRecognizer()];
    expect(found.probabilities(waveform)).toEqual(expected.probabilities(waveform));
  });

  it("gives the runtime's bits of features that ask for the full engine", async () => {
    const features = librosaMfcc({
      sampleRate: 16_000,
      nFft: 512,
      nMels: 20,
      nMfcc: 13,
      deltas: 1,
      padding: "reflect",
    });
    const other = await drawnBundle({ features });
    const waveform = drawnWaveform(20_000, 1, 22_050);
    const [expected, found] = [await createRecognizer(other), await (await imported(other)).createRecognizer()];
    expect(found.probabilities(waveform)).toEqual(expected.probabilities(waveform));
  });

  it("gives the same bits in every engine", async () => {
    const probabilities = (await emotion.createRecognizer()).probabilities(drawnWaveform(30_000, 1, 22_050));
    expect(sha256Hex(new Uint8Array(probabilities.buffer))).toBe(
      "9f6b31934ca5150b12bfea45cf017fe797f7a112f578268f446a4331556c03c9",
    );
  });

  it("recognizes with labels, the likeliest first", async () => {
    const recognizer = await emotion.createRecognizer();
    expect(recognizer.labels).toEqual(bundle.labels);
    expect(recognizer.sampleRate).toBe(16_000);
    const waveform = drawnWaveform(16_000, 1);
    const probabilities = recognizer.probabilities(waveform);
    const recognitions = recognizer.recognize(waveform);
    expect(recognitions.map(({ score }) => score)).toEqual([...probabilities].sort((a, b) => b - a));
    for (const { label, score } of recognitions) expect(probabilities[bundle.labels.indexOf(label)]).toBe(score);
  });

  it("keeps recognizers apart", async () => {
    const [one, other] = [await emotion.createRecognizer(), await emotion.createRecognizer()];
    const waveform = drawnWaveform(9000, 2);
    const before = one.probabilities(waveform);
    other.probabilities(drawnWaveform(30_000, 3, 48_000));
    other.dispose();
    expect(one.probabilities(waveform)).toEqual(before);
    expect(() => other.probabilities(waveform)).toThrow("recognizer is disposed, expected no further use");
  });

  it("refuses what is no waveform, and what was aborted", async () => {
    const recognizer = await emotion.createRecognizer();
    const waveform = drawnWaveform(1000, 1);
    const samples = waveform.samples.with(7, Number.NaN);
    expect(() => recognizer.recognize({ samples, sampleRate: 16_000 })).toThrow(
      new RangeError("samples[7] is NaN, expected a finite number"),
    );
    expect(() => recognizer.recognize({ ...waveform, sampleRate: 1 })).toThrow(
      new RangeError("sampleRate is 1, expected a whole number from 4000 to 768000"),
    );
    const reason = new Error("enough");
    expect(() => recognizer.recognize(waveform, { signal: AbortSignal.abort(reason) })).toThrow(reason);
    expect(recognizer.recognize(waveform)).toHaveLength(3);
  });

  it("is ASCII and asks for nothing but WebAssembly", async () => {
    const { js } = await moduleOf(bundle);
    expect(js).toMatch(/^[\n\x20-\x7e]+$/);
    expect(js).not.toMatch(/\bimport\b|\bfetch\b|\beval\b|\brequire\b|\bprocess\b|\bwindow[.[]|\bdocument\b|\batob\b/);
    expect(js.match(/export\{[^}]*\}/g)).toHaveLength(1);
  });

  it("streams as the runtime does", async () => {
    const { samples } = drawnWaveform(30_000, 4);
    const options = { hop: 0.25, smoothing: 0.5, threshold: 0 };
    const [own, other] = [await emotion.createRecognizer(), await createRecognizer(bundle)].map((recognizer) => {
      const stream = recognizer.stream(options);
      return [...stream.push(samples), ...stream.flush()];
    });
    expect(own).toEqual(other);
    expect(own.length).toBe(6);
  });

  it("declares its labels", async () => {
    const { types } = await moduleOf(bundle);
    expect(types).toContain(String.raw`export type Label = "wütend" | "悲しい" | "a \"b\" \\ 😀";`);
    for (const name of Object.keys(emotion)) expect(types).toContain(`export declare function ${name}(`);
  });

  it("refuses a bundle whose features another front end made", async () => {
    const foreign = { ...bundle, featuresSha256: "0".repeat(64) };
    await expect(moduleOf(foreign)).rejects.toThrow(
      `bundle: its features have fingerprint ${foreign.featuresSha256}, expected this front end's ${bundle.featuresSha256}`,
    );
  });
});
