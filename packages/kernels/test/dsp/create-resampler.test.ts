import { createResampler, loadDsp, resample } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";

const dsp = await loadDsp();

const input = Float32Array.from({ length: 9973 }, (_, i) => (Math.imul(i, 1_664_525) >> 16) / 32_768);

/** Whole numbers from 0 to 699, the same each time. */
function* sizes(): Generator<number> {
  for (let word = 1; ; word = (Math.imul(word, 1_664_525) + 1_013_904_223) >>> 0) yield (word >>> 8) % 700;
}

function joined(pieces: Float32Array[]): Float32Array {
  const all = new Float32Array(pieces.reduce((n, { length }) => n + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** `samples` in pieces of the sizes given, then the end. */
function streamed(resampler: ReturnType<typeof createResampler>, samples: Float32Array, lengths: Iterable<number>) {
  const pieces: Float32Array[] = [];
  let at = 0;
  for (const length of lengths) {
    if (at >= samples.length) break;
    pieces.push(resampler.push(samples.subarray(at, at + length)));
    at += length;
  }
  return joined([...pieces, resampler.finish()]);
}

// Whole ratios, exact rows, interpolated rows, and the widest filter.
describe.each([
  [48_000, 16_000, "standard"],
  [48_000, 16_000, "high"],
  [44_100, 16_000, "standard"],
  [24_414, 16_000, "standard"],
  [8000, 44_100, "standard"],
  [15_999, 16_000, "high"],
  [192_000, 4000, "high"],
  [16_000, 16_000, "standard"],
] as const)("a resampler from %d to %d Hz: %s", (from, to, quality) => {
  const whole = resample(dsp, input, from, to, quality);

  it("gives the bits of the whole signal, whatever the pieces", () => {
    const resampler = createResampler(dsp, from, to, quality);
    expect(streamed(resampler, input, sizes())).toEqual(whole);
    expect(streamed(resampler, input.subarray(0, 300), Array(300).fill(1))).toEqual(
      resample(dsp, input.subarray(0, 300), from, to, quality),
    );
    expect(streamed(resampler, input, [input.length])).toEqual(whole);
    expect(resampler.finish()).toEqual(new Float32Array(0));
    resampler.dispose();
  });

  it("waits for half a filter, no longer", () => {
    const resampler = createResampler(dsp, from, to, quality);
    const { length } = resampler.push(input);
    const zeroCrossings = from === to ? 0 : quality === "high" ? 220 / 3 : 128 / 3;
    // Half a filter, filled up to a multiple of four taps, and an output.
    const waiting = zeroCrossings * Math.max(to / from, 1) + (4 * to) / from + 1;
    expect(whole.length - length).toBeLessThanOrEqual(Math.ceil(waiting));
    resampler.dispose();
  });
});

describe("createResampler", () => {
  it("goes on after a piece it refused, as if it had not been given", () => {
    const resampler = createResampler(dsp, 44_100, 16_000);
    const first = resampler.push(input.subarray(0, 5000));
    expect(() => resampler.push(Float32Array.of(0, Number.NaN))).toThrow("samples[1] is NaN, expected a finite number");
    const pieces = [first, resampler.push(input.subarray(5000)), resampler.finish()];
    expect(joined(pieces)).toEqual(resample(dsp, input, 44_100, 16_000));
    resampler.dispose();
  });

  it("gives its memory back, and no more samples then", () => {
    const before = dsp.mark();
    const resampler = createResampler(dsp, 48_000, 16_000);
    const held = dsp.mark();
    resampler.push(input);
    expect(dsp.mark()).toBe(held);
    resampler.dispose();
    resampler.dispose();
    expect(dsp.mark()).toBe(before);
    expect(() => resampler.push(input)).toThrow("resampler is disposed, expected it in use");
  });

  it("holds no more than a mebibyte for the widest and the most awkward ratios", () => {
    for (const [from, to] of [
      [768_000, 4000],
      [767_999, 4000],
      [4000, 767_999],
      [15_999, 16_000],
    ]) {
      const before = dsp.mark();
      const resampler = createResampler(dsp, from, to, "high");
      expect(dsp.mark() - before).toBeLessThanOrEqual(2 ** 20);
      resampler.dispose();
    }
  });

  it("refuses what resample refuses", () => {
    const rule = "expected a whole number from 4000 to 768000";
    expect(() => createResampler(dsp, 3999, 16_000)).toThrow(`fromRate is 3999, ${rule}`);
    expect(() => createResampler(dsp, 16_000, 1e6)).toThrow(`toRate is 1000000, ${rule}`);
    expect(() => createResampler(dsp, 48_000, 16_000, "low" as "high")).toThrow(
      "quality is low, expected standard or high",
    );
  });
});
