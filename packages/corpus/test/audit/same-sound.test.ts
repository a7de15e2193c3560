import type { Waveform } from "@undertone/core";
import { createFingerprinter, fingerprintDifference, sameSound, syntheticCorpus } from "@undertone/corpus";
import { applyGain, gaussianNoise, loadDsp, mixAtSnr, resample } from "@undertone/kernels/dsp";
import { afterAll, describe, expect, it } from "vitest";

const dsp = await loadDsp();
const printer = createFingerprinter(dsp);
afterAll(() => printer.dispose());

const clips = Array.from(
  syntheticCorpus({ nSpeakers: 3, utterancesPerClass: 2, seed: 5 }),
  ({ waveform }) => waveform,
).slice(0, 24);
const print = (waveform: Waveform) => printer.fingerprint(waveform);
const prints = clips.map(print);

const ALTERED: Record<string, (waveform: Waveform, i: number) => Waveform> = {
  "20 dB quieter": ({ samples, sampleRate }) => ({ samples: applyGain(dsp, samples, -20), sampleRate }),
  "without its first 0.3 s": ({ samples, sampleRate }) => ({ samples: samples.slice(0.3 * sampleRate), sampleRate }),
  "behind 0.5 s of silence": ({ samples, sampleRate }) => {
    const later = new Float32Array(samples.length + 8001);
    later.set(samples, 8001);
    return { samples: later, sampleRate };
  },
  "in noise at 40 dB": ({ samples, sampleRate }, i) => ({
    samples: mixAtSnr(dsp, samples, gaussianNoise(dsp, samples.length, [1, 2, 3, i]), 40),
    sampleRate,
  }),
  "at 22.05 kHz": ({ samples, sampleRate }) => ({
    samples: resample(dsp, samples, sampleRate, 22_050),
    sampleRate: 22_050,
  }),
  "in 12 bits": ({ samples, sampleRate }) => ({ samples: samples.map((x) => Math.round(2047 * x) / 2047), sampleRate }),
};

describe("a fingerprint", () => {
  it.each(Object.keys(ALTERED))("knows a recording again %s", (name) => {
    const altered = clips.map((clip, i) => print(ALTERED[name](clip, i)));
    for (const [i, one] of altered.entries()) expect(fingerprintDifference(prints[i], one)).toBeLessThan(0.12);
    const groups = sameSound([...prints, ...altered]);
    expect(groups).toEqual(clips.map((_, i) => [i, i + clips.length]));
  });

  it("tells all recordings of one corpus apart", () => {
    expect(sameSound(prints)).toEqual([]);
    const differences = prints.flatMap((a, i) => prints.slice(i + 1).map((b) => fingerprintDifference(a, b)));
    expect(Math.min(...differences)).toBeGreaterThan(0.2);
  });

  it("is the same whatever the gain, and empty for what is too short", () => {
    const [{ samples, sampleRate }] = clips;
    expect(print({ samples: samples.map((x) => x / 2), sampleRate })).toEqual(prints[0]);
    const lengths = [0, 1, 1000, 4096, 5118, 5121].map(
      (n) => print({ samples: samples.slice(0, n), sampleRate }).length,
    );
    expect(lengths).toEqual([0, 0, 0, 0, 0, 2]);
  });

  it("of silence shares nothing with any other", () => {
    const silence = print({ samples: new Float32Array(32_000), sampleRate: 16_000 });
    expect(sameSound([silence, prints[0]])).toEqual([]);
    expect(fingerprintDifference(silence, prints[0])).toBeGreaterThan(0.2);
  });

  it("groups more than two, and leaves no memory behind", () => {
    const mark = dsp.mark();
    const [clip] = clips;
    const copies = Object.values(ALTERED).map((alter) => print(alter(clip, 0)));
    expect(sameSound([prints[1], prints[0], ...copies])).toEqual([[1, ...copies.map((_, i) => i + 2)]]);
    expect(dsp.mark()).toBe(mark);
  });
});
