import { coloredNoise, gaussianNoise, loadDsp, mixAtSnr } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";
import { EDGE_LENGTHS, energyOf, sine } from "./signals.ts";
import { welchSpectrum } from "./welch.ts";

const dsp = await loadDsp();
const N = 2 ** 20;
const N_FFT = 8192;

/** Power of each octave of the spectrum in dB, from the 32nd bin up to half the sample rate. */
function octavesDb(x: Float32Array): number[] {
  const power = welchSpectrum(x, N_FFT);
  const octaves = [];
  for (let low = 32; low < N_FFT / 2; low *= 2) {
    octaves.push(10 * Math.log10(power.subarray(low, 2 * low).reduce((sum, p) => sum + p, 0)));
  }
  return octaves;
}

/** What Σ k^-exponent gives for the same bins. */
const expectedDb = (exponent: number): number[] =>
  [32, 64, 128, 256, 512, 1024, 2048].map((low) => {
    let sum = 0;
    for (let k = low; k < 2 * low; k++) sum += k ** -exponent;
    return 10 * Math.log10(sum);
  });

describe.each([0, 0.5, 1, 1.7, 2, -1, -2])("coloredNoise of exponent %d", (exponent) => {
  const x = coloredNoise(dsp, N, exponent, [1, 2, 3, 4]);

  it("falls by 3.01 · exponent dB an octave, over seven octaves up to half the sample rate", () => {
    const measured = octavesDb(x).map((db, i) => db - expectedDb(exponent)[i]);
    const mean = measured.reduce((sum, db) => sum + db, 0) / measured.length;
    // 32 bins of 255 frames, half overlapping: a standard error of 0.06 dB in the lowest octave, five of them.
    for (const db of measured) expect(Math.abs(db - mean)).toBeLessThan(0.3);
    const slope = measured.reduce((sum, db, i) => sum + db * (i - 3), 0) / 28;
    expect(Math.abs(slope)).toBeLessThan(0.05);
  });

  it("has the distribution of a normal", () => {
    // Values 509 apart depend little on each other; a standard error of kurtosis is √(24 / n), of a share √(p (1 - p) / n).
    const apart = Array.from({ length: Math.floor(N / 509) }, (_, i) => x[509 * i]);
    const moment = (power: number) => apart.reduce((sum, value) => sum + value ** power, 0) / apart.length;
    expect(Math.abs(moment(4) / moment(2) ** 2 - 3)).toBeLessThan(5 * Math.sqrt(24 / apart.length));
    const within = apart.filter((value) => Math.abs(value) < Math.sqrt(moment(2))).length / apart.length;
    expect(Math.abs(within - 0.6827)).toBeLessThan(5 * Math.sqrt((0.6827 * 0.3173) / apart.length));
  });
});

describe("coloredNoise", () => {
  it("has variance 1, and the same between frames as within them", () => {
    const white = coloredNoise(dsp, N, 0, [9, 8, 7, 6]);
    for (let place = 0; place < 32; place++) {
      const there = white.filter((_, i) => (i % 2048) >> 6 === place);
      expect(Math.abs(energyOf(there) / there.length - 1)).toBeLessThan(5 * Math.sqrt(2 / there.length));
    }
    const pink = Array.from({ length: 8 }, (_, seed) => energyOf(coloredNoise(dsp, N, 1, [seed, 1, 1, 1])) / N);
    expect(Math.abs(pink.reduce((sum, power) => sum + power, 0) / 8 - 1)).toBeLessThan(0.01);
  });

  it("does not repeat itself: frames and groups of frames are not alike", () => {
    const white = coloredNoise(dsp, N, 0, [1, 2, 3, 4]);
    for (const lag of [1, 2, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536]) {
      let sum = 0;
      for (let i = lag; i < N; i++) sum += white[i] * white[i - lag];
      expect(Math.abs(sum / N)).toBeLessThan(5 * Math.sqrt(1 / N));
    }
  });

  it.each([...EDGE_LENGTHS, 2047, 2048, 14_336, 14_337])("gives %d samples, the first of any longer stretch", (n) => {
    const before = dsp.mark();
    const x = coloredNoise(dsp, n, 1, [1, 2, 3, 4]);
    expect(x).toEqual(coloredNoise(dsp, 40_000, 1, [1, 2, 3, 4]).slice(0, n));
    expect(dsp.mark()).toBe(before);
  });

  it("depends on every word of its seed, and on the seed alone", () => {
    const seeds = [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => Number(i === j)) as [number, number, number, number]);
    const values = [[0, 0, 0, 0] as const, ...seeds].flatMap((seed) => [...coloredNoise(dsp, 8, 1, seed)]);
    expect(new Set(values).size).toBe(40);
    expect(coloredNoise(dsp, 100, 1, [1, 2, 3, 4])).toEqual(coloredNoise(dsp, 100, 1, [1, 2, 3, 4]));
    expect(coloredNoise(dsp, 100, 0, [1, 2, 3, 4])).not.toEqual(gaussianNoise(dsp, 100, [1, 2, 3, 4]));
  });

  it.each([1000, 48_000])("mixes at an SNR within 0.01 dB into %d samples", (n) => {
    const speech = sine(220, n);
    for (const exponent of [0, 1, 2]) {
      const mixture = mixAtSnr(dsp, speech, coloredNoise(dsp, n, exponent, [1, 2, 3, 4]), 7);
      const added = mixture.map((sample, i) => sample - speech[i]);
      expect(Math.abs(10 * Math.log10(energyOf(speech) / energyOf(added)) - 7)).toBeLessThan(0.01);
    }
  });

  it("refuses what is no length, no exponent and no seed", () => {
    expect(() => coloredNoise(dsp, -1, 1, [1, 2, 3, 4])).toThrow("n is -1, expected a whole number of samples");
    expect(() => coloredNoise(dsp, 1, 4.1, [1, 2, 3, 4])).toThrow("exponent is 4.1, expected a number from -4 to 4");
    expect(() => coloredNoise(dsp, 1, Number.NaN, [1, 2, 3, 4])).toThrow(
      "exponent is NaN, expected a number from -4 to 4",
    );
    expect(() => coloredNoise(dsp, 1, 1, [1, 2, 2 ** 32, 4])).toThrow(
      "seed[2] is 4294967296, expected a whole number from 0 to 4294967295",
    );
  });
});
