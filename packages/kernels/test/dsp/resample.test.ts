import { sha256Hex } from "@undertone/core";
import { loadDsp, resample } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";

const wasm = await loadDsp();

/** A quarter of a second of a sine of full scale. */
const sine = (hz: number, sampleRate: number): Float32Array =>
  Float32Array.from({ length: sampleRate >> 2 }, (_, t) => Math.sin((2 * Math.PI * hz * t) / sampleRate + 0.3));

/** The sine of hz that fits the middle half of samples best: its gain and phase, and its energy over the rest's. */
function fit(samples: Float32Array, hz: number, sampleRate: number) {
  const from = samples.length >> 2;
  const to = 3 * from;
  let [ss, cc, sc, ys, yc] = [0, 0, 0, 0, 0];
  for (let i = from; i < to; i++) {
    const s = Math.sin((2 * Math.PI * hz * i) / sampleRate);
    const c = Math.cos((2 * Math.PI * hz * i) / sampleRate);
    ss += s * s;
    cc += c * c;
    sc += s * c;
    ys += samples[i] * s;
    yc += samples[i] * c;
  }
  const a = (ys * cc - yc * sc) / (ss * cc - sc * sc);
  const b = (yc * ss - ys * sc) / (ss * cc - sc * sc);
  let [signal, rest] = [0, 0];
  for (let i = from; i < to; i++) {
    const model = a * Math.sin((2 * Math.PI * hz * i) / sampleRate) + b * Math.cos((2 * Math.PI * hz * i) / sampleRate);
    signal += model ** 2;
    rest += (samples[i] - model) ** 2;
  }
  return { gainDb: 20 * Math.log10(Math.hypot(a, b)), phase: Math.atan2(b, a), snrDb: 10 * Math.log10(signal / rest) };
}

/** The level of the middle half, in dB of a sine of full scale. */
function levelDb(samples: Float32Array): number {
  const middle = samples.subarray(samples.length >> 2, 3 * (samples.length >> 2));
  return 10 * Math.log10((2 * middle.reduce((sum, x) => sum + x * x, 0)) / middle.length);
}

// Whole ratios, exact rows, and interpolated rows (24414 Hz: 8000 / 12207; 15999 Hz: 16000 positions).
const RATIOS: [number, number][] = [
  [48_000, 16_000],
  [44_100, 16_000],
  [24_414, 16_000],
  [96_000, 16_000],
  [192_000, 4000],
  [8000, 16_000],
  [11_025, 16_000],
  [8000, 44_100],
  [16_000, 44_100],
  [15_999, 16_000],
  [16_000, 15_999],
  [191_999, 4000],
  [4000, 192_000],
];
const QUALITIES = ["standard", "high"] as const;

describe.each(RATIOS)("resample from %d to %d Hz", (from, to) => {
  const slower = Math.min(from, to);

  it.each(QUALITIES)(
    "passes up to 7/16 of the slower rate within 0.01 dB, in place and 120 dB clean: %s",
    (quality) => {
      for (const share of [0.003, 0.1, 0.25, 0.4, 0.4375]) {
        const hz = share * slower;
        const { gainDb, phase, snrDb } = fit(resample(wasm, sine(hz, from), from, to, quality), hz, to);
        expect(Math.abs(gainDb)).toBeLessThan(0.01);
        expect(Math.abs(phase - 0.3)).toBeLessThan(1e-6);
        expect(snrDb).toBeGreaterThan(120);
      }
    },
  );

  it("keeps a constant, and silence", () => {
    const middle = resample(wasm, new Float32Array(from).fill(1), from, to).subarray(to >> 2, 3 * (to >> 2));
    expect(middle.every((x) => Math.abs(x - 1) < 1e-6)).toBe(true);
    expect(resample(wasm, new Float32Array(from), from, to).every((x) => x === 0)).toBe(true);
  });

  it("puts an impulse where it was, symmetric", () => {
    const output = resample(wasm, new Float32Array(2 * from).fill(1, from, from + 1), from, to);
    const peak = to;
    expect(output.every((y, i) => y < output[peak] || i === peak)).toBe(true);
    for (let i = 1; i < 100; i++) expect(output[peak + i]).toBeCloseTo(output[peak - i], 6);
  });

  it.each([0, 1, 2, 3, 4, 5, 7, 8, 9, 1000])("turns %d samples into as many as reach their end", (n) => {
    const output = resample(wasm, new Float32Array(n).fill(1), from, to);
    expect(output.length).toBe(Math.ceil((n * to) / from));
    expect(output.every(Number.isFinite)).toBe(true);
  });
});

describe("resample", () => {
  // 8.4, or 8 kHz, of 16.
  it.each(
    RATIOS.filter(([from, to]) => from > 1.1 * to).flatMap(([from, to]) => [
      [from, to, "standard", 0.525] as const,
      [from, to, "high", 0.5] as const,
    ]),
  )("keeps what would alias 100 dB down, from %d to %d Hz: %s, from %d of the rate", (from, to, quality, edge) => {
    for (const share of [edge, 0.527, 0.53, 0.54, 0.57, 0.6, 0.7, 0.75]) {
      expect(levelDb(resample(wasm, sine(share * to, from), from, to, quality))).toBeLessThan(-100);
    }
  });

  it.each(QUALITIES)("passes all of 20 Hz to 7 kHz of 48 within 0.01 dB: %s", (quality) => {
    for (let hz = 20; hz <= 7000; hz += 349) {
      const { gainDb } = fit(resample(wasm, sine(hz, 48_000), 48_000, 16_000, quality), hz, 16_000);
      expect(Math.abs(gainDb)).toBeLessThan(0.01);
    }
  });

  it("agrees with the sum it stands for, in float64", () => {
    // The windowed sinc straight from its definition, for 48 to 16 kHz; Bessel's series to 40 terms.
    const bessel = (x: number) => {
      let [term, sum] = [1, 1];
      for (let k = 1; k < 40; k++) sum += term *= (x / 2 / k) ** 2;
      return sum;
    };
    const halfWidth = 128;
    const response = (t: number) => {
      const window = bessel(12.27 * Math.sqrt(Math.max(0, 1 - (t / halfWidth) ** 2)));
      return window * (t === 0 ? (2 * Math.PI * 0.479) / 3 : Math.sin((2 * Math.PI * 0.479 * t) / 3) / t);
    };
    const taps = Array.from({ length: 256 }, (_, tap) => response(127 - tap));
    const sum = taps.reduce((a, b) => a + b);
    const input = Float32Array.from({ length: 1000 }, (_, i) => ((Math.imul(i, 1_664_525) >>> 16) % 2001) / 1000 - 1);

    const output = resample(wasm, input, 48_000, 16_000);
    for (const [m, y] of output.entries()) {
      const expected = taps.reduce((total, tap, k) => total + (tap / sum) * (input[3 * m - 127 + k] ?? 0), 0);
      expect(Math.abs(y - expected)).toBeLessThan(1e-6);
    }
  });

  it("gives a copy at equal rates", () => {
    const input = Float32Array.of(1, 2, 3);
    const output = resample(wasm, input, 16_000, 16_000);
    expect(output).toEqual(input);
    expect(output).not.toBe(input);
  });

  it("holds on to no memory, and leaves the input alone", () => {
    const before = wasm.mark();
    const input = sine(440, 48_000);
    const copy = input.slice();
    resample(wasm, input, 48_000, 16_000);
    expect(() => resample(wasm, Float32Array.of(Number.NaN), 48_000, 16_000)).toThrow(RangeError);
    expect(wasm.mark()).toBe(before);
    expect(input).toEqual(copy);
  });

  it("refuses what it cannot resample", () => {
    const input = new Float32Array(9);
    input[7] = Number.POSITIVE_INFINITY;
    expect(() => resample(wasm, input, 48_000, 16_000)).toThrow("samples[7] is Infinity, expected a finite number");
    const rule = "expected a whole number from 4000 to 768000";
    expect(() => resample(wasm, input, 3999, 16_000)).toThrow(`fromRate is 3999, ${rule}`);
    expect(() => resample(wasm, input, 16_000, Number.NaN)).toThrow(`toRate is NaN, ${rule}`);
    expect(() => resample(wasm, input, 16_000, 22_254.5)).toThrow(`toRate is 22254.5, ${rule}`);
    expect(() => resample(wasm, input, 48_000, 16_000, "best" as "high")).toThrow(
      "quality is best, expected standard or high",
    );
  });

  // Made by this kernel; the test is that every engine agrees with it, the ones above that it is right.
  it.each<[number, number, string]>([
    [48_000, 16_000, "39b6fed66dfd464beac9e58703bfab49a4af6a0374e10a22f640842d158ee649"],
    [44_100, 16_000, "831cedeb06535e29bd27f594d6e3d7539bdc8856acfa8b1d63866d3931005f45"],
    [24_414, 16_000, "b5ce5c41f637db436b7048135cbb23e63f28ca9dd592606f33e6e3d477e3c8ac"],
    [8000, 16_000, "dfb880b748201bd738965a476bda40fd65ab6ee0386b1be7949e557c49034f8a"],
  ])("gives the same bits in every engine, from %d to %d Hz", (from, to, hash) => {
    const input = Float32Array.from({ length: 20_000 }, (_, i) => (Math.imul(i, 1_664_525) >> 16) / 32_768);
    expect(sha256Hex(new Uint8Array(resample(wasm, input, from, to).buffer))).toBe(hash);
  });
});
