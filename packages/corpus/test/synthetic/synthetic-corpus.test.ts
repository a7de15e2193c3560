import { LABELS, type Label, randomAt, sha256Hex } from "@undertone/core";
import { drawVoice, readCorpus, synthesizeUtterance, syntheticCorpus } from "@undertone/corpus";
import { describe, expect, it } from "vitest";
import { type Measures, measured, power } from "./measure.ts";

const N_SPEAKERS = 6;
const small = [...syntheticCorpus({ nSpeakers: N_SPEAKERS, utterancesPerClass: 2, seed: 1 })].map((item) => ({
  ...item,
  measures: measured(item.waveform),
}));
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const ofSpeaker = (speaker: string, label: Label, measure: keyof Measures) =>
  mean(
    small
      .filter(({ utterance }) => utterance.speaker === speaker && utterance.label === label)
      .map(({ measures }) => measures[measure]),
  );
const speakers = [...new Set(small.map(({ utterance }) => utterance.speaker!))];
/** The mean over voices of what an emotion adds to a voice's own neutral manner. */
const added = (label: Label, measure: keyof Measures) =>
  mean(speakers.map((speaker) => ofSpeaker(speaker, label, measure) - ofSpeaker(speaker, "neutral", measure)));
/** The same for mean pitch, in semitones. */
const raised = (label: Label) =>
  mean(speakers.map((one) => 12 * Math.log2(ofSpeaker(one, label, "f0") / ofSpeaker(one, "neutral", "f0"))));

describe("syntheticCorpus", () => {
  it("has the same bits in every engine", () => {
    // Made by this project; the point is that Node and browsers agree, and that a change is made on purpose.
    const golden = small
      .filter((_, i) => i % 16 === 0)
      .map(({ utterance, waveform }) => [utterance.path, sha256Hex(new Uint8Array(waveform.samples.buffer))]);
    expect(golden).toEqual([
      ["synthetic_voice-01_angry_S01_01.wav", "d0467700da89c58cb7665f718bd2d285dc1a82e1859d383a25fccbf5f0d4f9f4"],
      ["synthetic_voice-02_sad_S01_01.wav", "100d38cbd233e3fe4872bbcba9f1ae8a9c6a010403dfb7cf5eb02f07956be38d"],
      ["synthetic_voice-03_fear_S01_01.wav", "3b499e44871711ebd14e0eaaa2083b89fe5b2400731c0ea17ef3d7ded11ef282"],
      ["synthetic_voice-04_disgust_S01_01.wav", "46ee6537cc25a7d4757c2dc583307199058dc60f4f5f3459c3bd366f7b8d96fc"],
      ["synthetic_voice-05_happy_S01_01.wav", "e020a1064ca21f38d25f98122cf3957ed90fac3a1fc450fc375af3164f485908"],
      ["synthetic_voice-06_neutral_S01_01.wav", "5ee31ec936a8cd980fd8d5e3207d3b81d6deebeb030ed0fc4a4dbac00e6b785a"],
    ]);
  });

  it("says who says what with which emotion, and reads the same from file names", () => {
    expect(small[3].utterance).toEqual({
      path: "synthetic_voice-01_sad_S02_02.wav",
      corpus: "synthetic",
      speaker: "synthetic:voice-01",
      label: "sad",
      nativeLabel: "sad",
      text: "synthetic:S02",
      intensity: null,
    });
    expect(small).toHaveLength(N_SPEAKERS * LABELS.length * 2);
    const listing = readCorpus(small.map(({ utterance }) => utterance.path));
    const byPath = small.map(({ utterance }) => utterance).sort((a, b) => (a.path < b.path ? -1 : 1));
    expect(listing.utterances).toEqual(byPath);
  });

  it("lasts 1.2 to 2 s, within ±1, in steps of 16 bits", () => {
    for (const { waveform } of small) {
      const { samples, sampleRate } = waveform;
      expect(sampleRate).toBe(16_000);
      expect(samples.length / sampleRate).toBeGreaterThanOrEqual(1.2);
      expect(samples.length / sampleRate).toBeLessThanOrEqual(2);
      expect(samples.every((sample) => Number.isInteger(sample * 32_768) && sample >= -1 && sample < 1)).toBe(true);
      expect(Math.max(...samples.map(Math.abs))).toBeGreaterThan(0.01);
    }
  });

  it("is near-silent, not silent, at both ends", () => {
    for (const { waveform } of small) {
      const { samples } = waveform;
      const speech = power(samples, 0, samples.length);
      for (const start of [0, samples.length - 1600]) {
        const room = power(samples, start, 1600);
        expect(10 * Math.log10(room / speech)).toBeLessThan(-10);
        expect(room).toBeGreaterThan(0);
      }
    }
  });

  it("makes an utterance alone as it does among others, and again as before", () => {
    const corpus = syntheticCorpus({ nSpeakers: 2, utterancesPerClass: 1, seed: 1 });
    const [first] = corpus;
    expect(first.waveform).toEqual(small[0].waveform);
    const again = [...corpus].at(-1)!;
    const same = small.find(({ utterance }) => utterance.path === again.utterance.path)!;
    expect(again.waveform.samples).toEqual(same.waveform.samples);
    const [other] = syntheticCorpus({ nSpeakers: 1, utterancesPerClass: 1, seed: 2 });
    expect(other.waveform.samples).not.toEqual(first.waveform.samples);
  });

  it.each([0, 100, 1.5, Number.NaN])("refuses a count of %d", (count) => {
    const rule = `is ${count}, expected a whole number from 1 to 99`;
    expect(() => syntheticCorpus({ nSpeakers: count, seed: 1 })).toThrow(new RangeError(`nSpeakers ${rule}`));
    expect(() => syntheticCorpus({ utterancesPerClass: count, seed: 1 })).toThrow(
      new RangeError(`utterancesPerClass ${rule}`),
    );
  });
});

describe("synthetic emotions", () => {
  it("raise and lower pitch as documented", () => {
    for (const label of ["angry", "fear", "happy", "surprise"] as const) expect(raised(label)).toBeGreaterThan(2);
    for (const label of ["sad", "disgust"] as const) expect(raised(label)).toBeLessThan(-1);
  });

  it("widen and narrow pitch, and end on a rise, as documented", () => {
    for (const label of ["angry", "happy", "surprise"] as const) expect(added(label, "f0Spread")).toBeGreaterThan(0.4);
    for (const label of ["sad", "fear"] as const) expect(added(label, "f0Spread")).toBeLessThan(0);
    expect(added("surprise", "rise")).toBeGreaterThan(added("happy", "rise") + 2);
  });

  it("are loud and bright, or soft and dull, as documented", () => {
    expect(added("angry", "level")).toBeGreaterThan(5);
    expect(added("happy", "level")).toBeGreaterThan(1);
    expect(added("sad", "level")).toBeLessThan(-4);
    expect(added("angry", "slope")).toBeGreaterThan(0.5);
    expect(added("sad", "slope")).toBeLessThan(-0.3);
  });

  it("are fast or slow as documented", () => {
    for (const label of ["angry", "fear", "happy"] as const) expect(added(label, "speech")).toBeLessThan(-0.08);
    for (const label of ["sad", "disgust"] as const) expect(added(label, "speech")).toBeGreaterThan(0.15);
  });

  it("are told apart in unseen voices by crude measures, far above chance and far from always", () => {
    const keys = ["f0", "f0Spread", "rise", "level", "speech", "slope"] as const;
    let hits = 0;
    for (const speaker of speakers) {
      const train = small.filter(({ utterance }) => utterance.speaker !== speaker);
      const scales = keys.map((key) => {
        const values = train.map(({ measures }) => measures[key]);
        return Math.sqrt(mean(values.map((value) => value ** 2)) - mean(values) ** 2);
      });
      const centers = LABELS.map((label) =>
        keys.map((key) => mean(train.filter((one) => one.utterance.label === label).map((one) => one.measures[key]))),
      );
      for (const { utterance, measures } of small.filter((one) => one.utterance.speaker === speaker)) {
        const distances = centers.map((center) =>
          keys.reduce((sum, key, i) => sum + ((measures[key] - center[i]) / scales[i]) ** 2, 0),
        );
        if (LABELS[distances.indexOf(Math.min(...distances))] === utterance.label) hits++;
      }
    }
    // Chance is 1/7; the number of utterances is the same for each label, so this is the UAR.
    expect(hits / small.length).toBeGreaterThan(0.4);
    expect(hits / small.length).toBeLessThan(0.9);
  });
});

describe("synthetic voices", () => {
  it("differ in pitch as men, women and children do", () => {
    const pitches = speakers.map((speaker) => ofSpeaker(speaker, "neutral", "f0"));
    const kinds = pitches.map((f0) => (f0 < 160 ? "low" : f0 < 245 ? "high" : "child"));
    expect(kinds).toEqual(["low", "high", "child", "low", "high", "child"]);
    expect(new Set(speakers.map((_, i) => drawVoice(i, 1).f0)).size).toBe(N_SPEAKERS);
  });

  it("follow from index and seed", () => {
    expect(drawVoice(4, 1)).toEqual(drawVoice(4, 1));
    expect(drawVoice(4, 1).f0).not.toBe(drawVoice(4, 2).f0);
    expect(drawVoice(4, 1)).toMatchObject({ name: "voice-05", kind: "high" });
  });
});

describe("synthesizeUtterance", () => {
  const speak = (options: { sentence?: number; sampleRate?: number }) =>
    synthesizeUtterance({
      voice: drawVoice(1, 1),
      label: "neutral",
      sentence: 0,
      random: randomAt(1, "synthesize", { epoch: 9 }),
      ...options,
    });

  it.each([8000, 22_050, 48_000])("speaks as long and as high at %d Hz", (sampleRate) => {
    const reference = speak({});
    const other = speak({ sampleRate });
    expect(other.sampleRate).toBe(sampleRate);
    expect(other.samples.length / sampleRate).toBeCloseTo(reference.samples.length / 16_000, 2);
    expect(measured(other).f0 / measured(reference).f0).toBeCloseTo(1, 1);
  });

  it("refuses what it cannot mean", () => {
    const { voice, random } = { voice: drawVoice(0, 1), random: randomAt(1, "synthesize") };
    for (const sentence of [-1, 4, 0.5, Number.NaN]) {
      expect(() => synthesizeUtterance({ voice, label: "sad", sentence, random })).toThrow(
        new RangeError(`sentence is ${sentence}, expected a whole number from 0 to 3`),
      );
    }
    for (const sampleRate of [7999, 48_001, 16_000.5, Number.NaN]) {
      expect(() => speak({ sampleRate })).toThrow(
        new RangeError(`sampleRate is ${sampleRate}, expected a whole number from 8000 to 48000 Hz`),
      );
    }
  });
});
