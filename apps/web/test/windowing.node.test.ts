import type { Waveform } from "@undertone/core";
import type { Recognizer } from "@undertone/runtime";
import { describe, expect, it } from "vitest";
import type { WindowResult } from "../src/recognizer/services.ts";
import { speechLevelDb } from "../src/recognizer/speech-level.ts";
import { createWindows } from "../src/recognizer/windowing.ts";

const SAMPLE_RATE = 1000;
const OPTIONS = { seconds: 2, hopSeconds: 0.5 };

/** Says what it was given: its first and its last sample. */
const recognizer = {
  sampleRate: SAMPLE_RATE,
  probabilities: ({ samples }: Waveform) => Float32Array.of(samples[0], samples[samples.length - 1]),
} as unknown as Recognizer;

/** A waveform whose samples are told apart, and loud: sample i is i / n in magnitude, with alternating signs. */
const waveform = (n: number) => Float32Array.from({ length: n }, (_, i) => ((i % 2 ? -1 : 1) * (i + 1)) / n);

function heard(samples: Float32Array, pieceLength: number): WindowResult[] {
  const windows = createWindows(recognizer, OPTIONS);
  const results: WindowResult[] = [];
  for (let at = 0; at < samples.length; at += pieceLength) {
    results.push(...windows.push(samples.subarray(at, at + pieceLength)));
  }
  return [...results, ...windows.finish()];
}

describe("windows", () => {
  it("end at each multiple of the hop from 1 s on, and where the waveform ends", () => {
    const spans = heard(waveform(3200), 3200).map(({ start, end }) => [start, end]);
    expect(spans).toEqual([
      ...[
        [0, 1],
        [0, 1.5],
        [0, 2],
        [0.5, 2.5],
        [1, 3],
      ],
      [1.2, 3.2],
    ]);
  });

  it("hold the samples that they say", () => {
    const samples = waveform(3200);
    for (const { start, end, probabilities } of heard(samples, 700)) {
      expect(Array.from(probabilities!)).toEqual([
        samples[Math.round(start * SAMPLE_RATE)],
        samples[Math.round(end * SAMPLE_RATE) - 1],
      ]);
    }
  });

  it.each([1, 7, 128, 499, 500, 501, 2000, 2001, 5000])("are the same from pieces of %i samples", (pieceLength) => {
    expect(heard(waveform(4321), pieceLength)).toEqual(heard(waveform(4321), 4321));
  });

  it.each([
    [0, 0],
    [1, 1],
    [999, 1],
    [1000, 1],
    [1001, 2],
  ])("are, of %i samples, %i", (n, nWindows) => {
    expect(heard(waveform(n), 4096)).toHaveLength(nWindows);
  });

  it("say nothing where nobody speaks", () => {
    const [first, , , last] = heard(
      Float32Array.from({ length: 2500 }, (_, i) => (i < 1000 ? 1e-4 * (i % 2) : 0.1 * (i % 2))),
      2500,
    );
    expect(first.probabilities).toBeNull();
    expect(last.probabilities).not.toBeNull();
  });
});

describe("the level of speech", () => {
  const sine = (amplitude: number, n: number) =>
    Float32Array.from({ length: n }, (_, i) => amplitude * Math.sin((2 * Math.PI * i) / 20));

  it("is that of a sine, 3 dB below its peak", () => {
    expect(speechLevelDb(sine(0.1, 8000), SAMPLE_RATE)).toBeCloseTo(-23.01, 1);
  });

  it("is that of its loud parts, and of no offset", () => {
    const samples = new Float32Array(8000).fill(0.5);
    samples.set(sine(0.1, 1600).map((sample) => sample + 0.5));
    expect(speechLevelDb(samples, SAMPLE_RATE)).toBeCloseTo(-23.01, 1);
  });

  it("is -200 dB of silence, and of no samples", () => {
    expect(speechLevelDb(new Float32Array(100), SAMPLE_RATE)).toBe(-200);
    expect(speechLevelDb(new Float32Array(0), SAMPLE_RATE)).toBe(-200);
  });
});
