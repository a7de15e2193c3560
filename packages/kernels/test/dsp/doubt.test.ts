import { librosaMfcc } from "@undertone/core";
import { loadDsp } from "@undertone/kernels/dsp";
import { createExtractor } from "@undertone/kernels/features";
import { describe, expect, it } from "vitest";
import { noise } from "../golden/signals.ts";

const wasm = await loadDsp();

// biome-ignore format: one spec, three lines
const K = librosaMfcc({
  sampleRate: 16_000, nFft: 512, winLength: 400, hopLength: 160, nMels: 40, nMfcc: 40, topDb: null,
});
const extractor = createExtractor(wasm, K);
const N_FRAMES = 13;
const LENGTH = 160 * (N_FRAMES - 1);
const hiss = noise(LENGTH);

/** A signal of t in samples. */
const signal = (at: (t: number) => number) => Float32Array.from({ length: LENGTH }, (_, t) => at(t));
const tone = (hz: number, t: number) => Math.sin((2 * Math.PI * hz * t) / 16_000);

/** What float32 alone would miss by up to 0.04: much in some bins beside little in others. */
const SIGNALS = {
  ...Object.fromEntries(
    [31, 62.5, 440, 1000.3, 3999, 7300, 7999].flatMap((hz) => [
      [`a tone at ${hz} Hz`, signal((t) => tone(hz, t) / 2)],
      [`a tone at ${hz} Hz over noise at -90 dB`, signal((t) => tone(hz, t) / 2 + 1.6e-5 * hiss[t])],
    ]),
  ),
  "two tones 60 dB apart": signal((t) => tone(500, t) / 2 + tone(6000, t) / 2000),
  "a square wave": signal((t) => Math.sign(tone(217.3, t)) / 2),
  "a constant with noise at -80 dB": signal((t) => 0.5 + 5e-5 * hiss[t]),
  "pulses with noise at -110 dB": signal((t) => (t % 173 === 0 ? 0.9 : 0) + 1.6e-6 * hiss[t]),
  "noise that becomes a tone": signal((t) => (t < LENGTH / 2 ? hiss[t] / 4 : tone(300, t) / 2)),
};

const hzOf = (mel: number) => (mel < 15 ? (mel * 200) / 3 : 1000 * 6.4 ** ((mel - 15) / 27));
const EDGES = Array.from({ length: 42 }, (_, i) => hzOf((i / 41) * (15 + (27 * Math.log(8)) / Math.log(6.4))));

/** MFCC K in float64 by the definitions: [N_FRAMES][40]. */
function reference(samples: Float32Array): number[] {
  const window = Array.from({ length: 400 }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / 400));
  const turns = Array.from({ length: 512 }, (_, i) => [
    Math.cos((2 * Math.PI * i) / 512),
    Math.sin((2 * Math.PI * i) / 512),
  ]);
  return Array.from({ length: N_FRAMES }, (_, frame) => {
    const windowed = window.map((w, i) => w * (samples[frame * 160 - 200 + i] ?? 0));
    const power = Array.from({ length: 257 }, (_, k) => {
      let [real, imaginary] = [0, 0];
      for (const [i, x] of windowed.entries()) {
        real += x * turns[(i * k) % 512][0];
        imaginary += x * turns[(i * k) % 512][1];
      }
      return real * real + imaginary * imaginary;
    });
    const decibels = Array.from({ length: 40 }, (_, m) => {
      const [low, middle, high] = EDGES.slice(m, m + 3);
      const weight = (hz: number) => Math.max(0, Math.min((hz - low) / (middle - low), (high - hz) / (high - middle)));
      const mel = power.reduce((sum, p, k) => sum + p * weight(k * 31.25), 0) * (2 / (high - low));
      return 10 * Math.log10(Math.max(mel, 1e-10));
    });
    return decibels.map((_, c) => {
      const terms = decibels.map((value, m) => value * Math.cos((Math.PI * c * (2 * m + 1)) / 80));
      return Math.sqrt((c ? 2 : 1) / 40) * terms.reduce((sum, term) => sum + term, 0);
    });
  }).flat();
}

describe("MFCC of what float32 is too coarse for", () => {
  it.each(Object.entries(SIGNALS))("agree with float64 within 1.1e-4, and 8e-6 rms: %s", (_, samples) => {
    const { values } = extractor.extract(samples);
    const errors = reference(samples).map((value, i) => Math.abs(value - values[i]));
    expect(errors).toHaveLength(N_FRAMES * 40);
    expect(Math.max(...errors)).toBeLessThan(1.1e-4);
    expect(Math.hypot(...errors) / Math.sqrt(errors.length)).toBeLessThan(8e-6);
  });

  it.each([1, 2, 3, 4])(
    "give a frame the same bits from %d frames later on, in other lanes beside others",
    (skipped) => {
      for (const samples of Object.values(SIGNALS)) {
        const all = extractor.extract(samples).values;
        const rest = extractor.extract(samples.subarray(160 * skipped)).values;
        // Frames of both that lie wholly inside: the padding in front differs for the first two.
        expect(rest.subarray(2 * 40)).toEqual(all.subarray((2 + skipped) * 40));
      }
    },
  );
});
