import { readFileSync } from "node:fs";
import { decodeBundle } from "@undertone/core";
import { models } from "@undertone/models";
import { createRecognizer } from "@undertone/runtime";
import { describe, expect, it } from "vitest";
import type { WindowResult } from "../src/recognizer/services.ts";
import { speechLevelDb } from "../src/recognizer/speech-level.ts";
import { createWindows } from "../src/recognizer/windowing.ts";

const recognizer = await createRecognizer(decodeBundle(readFileSync(models.nano)));
const { sampleRate } = recognizer;
const LEVEL_RATE = 1000;
const OPTIONS = { seconds: 3, hopSeconds: 0.5 };

/** A sawtooth of 160 Hz that comes and goes four times a second. */
const voice = (n: number) =>
  Float32Array.from(
    { length: n },
    (_, i) => (i % (sampleRate / 4) < sampleRate / 8 ? 0.3 : 0.001) * ((i % 100) / 50 - 1),
  );

function heard(samples: Float32Array, pieceLength: number): WindowResult[] {
  const windows = createWindows(recognizer, OPTIONS);
  const results: WindowResult[] = [];
  for (let at = 0; at < samples.length; at += pieceLength) {
    results.push(...windows.push(samples.subarray(at, at + pieceLength)));
  }
  return [...results, ...windows.finish()];
}

describe("windows", () => {
  it("end each hop from 1 s on, and where the waveform ends", () => {
    const spans = heard(voice(4.2 * sampleRate), 67_200).map(({ start, end }) => [start, end]);
    expect(spans).toEqual([
      ...[1, 1.5, 2, 2.5, 3].map((end) => [0, end]),
      ...[
        [0.5, 3.5],
        [1, 4],
      ],
      [1.2, 4.2],
    ]);
  });

  it("say what the clip of the samples that they hold says", () => {
    const samples = voice(4.2 * sampleRate);
    for (const { start, end, probabilities } of heard(samples, 7000)) {
      const clip = samples.slice(Math.round(start * sampleRate), Math.round(end * sampleRate));
      expect(probabilities).toEqual(recognizer.probabilities({ samples: clip, sampleRate }));
    }
  });

  it.each([128, 7999, 8000, 8001, 48_001])("are the same from pieces of %i samples", (pieceLength) => {
    expect(heard(voice(50_000), pieceLength)).toEqual(heard(voice(50_000), 50_000));
  });

  it.each([
    [0, 0],
    [1, 1],
    [15_999, 1],
    [16_000, 1],
    [16_001, 2],
  ])("are, of %i samples, %i", (n, nWindows) => {
    expect(heard(voice(n), 4096)).toHaveLength(nWindows);
  });

  it("say nothing where nobody speaks", () => {
    const samples = new Float32Array(4 * sampleRate);
    samples.set(voice(2 * sampleRate), 2 * sampleRate);
    const results = heard(samples, 4096);
    expect(results[0].probabilities).toBeNull();
    expect(results[results.length - 1].probabilities).not.toBeNull();
  });
});

describe("the level of speech", () => {
  const sine = (amplitude: number, n: number) =>
    Float32Array.from({ length: n }, (_, i) => amplitude * Math.sin((2 * Math.PI * i) / 20));

  it("is that of a sine, 3 dB below its peak", () => {
    expect(speechLevelDb(sine(0.1, 8000), LEVEL_RATE)).toBeCloseTo(-23.01, 1);
  });

  it("is that of its loud parts, and of no offset", () => {
    const samples = new Float32Array(8000).fill(0.5);
    samples.set(sine(0.1, 1600).map((sample) => sample + 0.5));
    expect(speechLevelDb(samples, LEVEL_RATE)).toBeCloseTo(-23.01, 1);
  });

  it("is -200 dB of silence, and of no samples", () => {
    expect(speechLevelDb(new Float32Array(100), LEVEL_RATE)).toBe(-200);
    expect(speechLevelDb(new Float32Array(0), LEVEL_RATE)).toBe(-200);
  });
});
