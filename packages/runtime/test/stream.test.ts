import { randomAt } from "@undertone/core";
import { loadDsp } from "@undertone/kernels/dsp";
import { createRecognizer, type RecognizerStream, type StreamResult } from "@undertone/runtime";
import { describe, expect, it } from "vitest";
import { drawnBundle, drawnWaveform } from "./bundles.ts";

const bundle = drawnBundle(await loadDsp());
const recognizer = await createRecognizer(bundle);
const { samples } = drawnWaveform(70_000, 5);
const options = { window: 0.8, hop: 0.3, threshold: 0 };

/** All results of samples that come in pieces of at most `longest`. */
function cut(stream: RecognizerStream, seed: number, longest: number): StreamResult[] {
  const random = randomAt(seed, "synthesize");
  const results: StreamResult[] = [];
  for (let at = 0; at < samples.length; ) {
    const length = random.below(longest + 1);
    results.push(...stream.push(samples.subarray(at, at + length)));
    at += length;
  }
  return [...results, ...stream.flush()];
}

describe("stream", () => {
  it.each([16_000, 44_100, 8000])("gives the clip's bits, window by window, at %i Hz", (sampleRate) => {
    const results = cut(recognizer.stream({ ...options, sampleRate }), 1, 5000);
    const [nWindow, nHop] = [0.8 * sampleRate, 0.3 * sampleRate];
    const nWindows = 1 + Math.floor((samples.length - nWindow) / nHop);
    expect(results.length).toBe(nWindows + 1);
    results.forEach(({ start, end, probabilities }, k) => {
      const first = k < nWindows ? k * nHop : samples.length - nWindow;
      expect([start, end]).toEqual([first / sampleRate, (first + nWindow) / sampleRate]);
      const clip = samples.slice(first, first + nWindow);
      expect(probabilities).toEqual(recognizer.probabilities({ samples: clip, sampleRate }));
    });
  });

  it("begins with a shorter window that grows, each with the clip's bits", () => {
    const results = cut(recognizer.stream({ ...options, first: 0.4 }), 3, 3000);
    expect(results.slice(0, 4).map(({ start, end }) => [start, end])).toEqual([
      [0, 0.4],
      [0, 0.7],
      [0.2, 1],
      [0.5, 1.3],
    ]);
    for (const { start, end, probabilities } of results) {
      const clip = samples.slice(Math.round(start * 16_000), Math.round(end * 16_000));
      expect(probabilities).toEqual(recognizer.probabilities({ samples: clip, sampleRate: 16_000 }));
    }
  });

  it("does not depend on how the samples are cut", () => {
    for (const gated of [
      { ...options, smoothing: 0.6 },
      { hop: 0.05, window: 0.2 },
      { window: 0.4, hop: 0.4 },
      { first: 0.25, hop: 0.1 },
    ]) {
      const whole = cut(recognizer.stream(gated), 0, 1e6);
      expect(whole.length).toBeGreaterThan(5);
      for (let seed = 1; seed <= 12; seed++) {
        expect(cut(recognizer.stream(gated), seed, [1000, 3, 20_000, 300][seed % 4])).toEqual(whole);
      }
    }
  });

  it("hears what the model does, each half second, at its sample rate, unless told otherwise", () => {
    const results = recognizer.stream({ threshold: 0 }).push(samples.subarray(0, 29_000));
    expect(results.map(({ start, end }) => [start, end])).toEqual([
      [0, 0.8],
      [0.5, 1.3],
      [1, 1.8],
    ]);
  });

  it("smooths over windows", () => {
    const raw = cut(recognizer.stream(options), 1, 900);
    const smooth = cut(recognizer.stream({ ...options, smoothing: 0.75 }), 1, 900);
    expect(smooth[0]).toEqual(raw[0]);
    for (let k = 1; k < raw.length; k++) {
      raw[k].probabilities!.forEach((value, i) => {
        const expected = 0.25 * value + 0.75 * smooth[k - 1].probabilities![i];
        expect(smooth[k].probabilities![i]).toBeCloseTo(expected, 6);
      });
    }
  });

  it("gives what there is at the end, and begins anew", () => {
    const stream = recognizer.stream(options);
    expect(stream.flush()).toEqual([]);
    expect(stream.push(samples.subarray(0, 5000))).toEqual([]);
    const clip = { samples: samples.slice(0, 5000), sampleRate: 16_000 };
    const [{ speech: _, ...rest }] = stream.flush();
    expect(rest).toEqual({ start: 0, end: 0.3125, probabilities: recognizer.probabilities(clip) });
    expect(stream.push(samples.subarray(0, 12_800))).toEqual(
      recognizer.stream(options).push(samples.subarray(0, 12_800)),
    );
    expect(stream.flush()).toEqual([]);
  });

  it("says nothing of silence", () => {
    const results = recognizer.stream().push(new Float32Array(48_000));
    expect(results.length).toBe(5);
    for (const { speech, probabilities } of results) expect([speech, probabilities]).toEqual([0, null]);
  });

  it("keeps streams apart", () => {
    const one = recognizer.stream(options);
    const other = recognizer.stream({ ...options, sampleRate: 44_100 });
    one.push(samples.subarray(0, 12_000));
    other.push(samples.subarray(0, 50_000));
    expect(one.push(samples.subarray(12_000, 20_000))).toEqual(
      recognizer.stream(options).push(samples.subarray(0, 20_000)),
    );
  });

  it("refuses wrong samples and goes on as if they had not come", () => {
    const stream = recognizer.stream(options);
    stream.push(samples.subarray(0, 10_000));
    expect(() => stream.push(samples.slice(0, 9000).with(8000, Number.NaN))).toThrow(
      new RangeError("samples[8000] is NaN, expected a finite number"),
    );
    expect(() => stream.push(new Float32Array([0, 2e9]))).toThrow(
      new RangeError("samples[1] is 2000000000, expected a magnitude of at most 1e9"),
    );
    expect(() => stream.push([0] as unknown as Float32Array)).toThrow(
      new TypeError("samples is [object Array], expected a Float32Array"),
    );
    expect(stream.push(samples.subarray(10_000, 30_000))).toEqual(
      recognizer.stream(options).push(samples.subarray(0, 30_000)),
    );
  });

  it.each([
    [{ hop: 0 }, "hop is 0, expected 0.01 s to the window's 0.8"],
    [{ hop: 0.9 }, "hop is 0.9, expected 0.01 s to the window's 0.8"],
    [{ hop: Number.NaN }, "hop is NaN, expected 0.01 s to the window's 0.8"],
    [{ first: 0.05 }, "first is 0.05, expected 0.1 s to the window's 0.8"],
    [{ first: 0.9 }, "first is 0.9, expected 0.1 s to the window's 0.8"],
    [{ window: 0 }, "window is 0, expected 0.1 to 60 s"],
    [{ window: 61 }, "window is 61, expected 0.1 to 60 s"],
    [{ smoothing: 1 }, "smoothing is 1, expected 0 to less than 1"],
    [{ threshold: -0.1 }, "threshold is -0.1, expected 0 to 1"],
    [{ sampleRate: 3999 }, "sampleRate is 3999, expected a whole number from 4000 to 768000"],
  ])("refuses %o", (wrong, message) => {
    expect(() => recognizer.stream(wrong)).toThrow(new RangeError(message));
  });

  it("ends with its recognizer", async () => {
    const own = await createRecognizer(bundle);
    const stream = own.stream(options);
    own.dispose();
    const disposed = "recognizer is disposed, expected no further use";
    expect(() => stream.push(samples)).toThrow(disposed);
    expect(() => stream.flush()).toThrow(disposed);
    expect(() => own.stream()).toThrow(disposed);
  });
});
