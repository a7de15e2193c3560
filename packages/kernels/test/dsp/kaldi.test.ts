import { type FeatureSpec, kaldiFbank, kaldiMfcc } from "@undertone/core";
import { loadDsp } from "@undertone/kernels/dsp";
import { createExtractor } from "@undertone/kernels/features";
import { describe, expect, it } from "vitest";
import golden from "../golden/kaldi.json" with { type: "json" };
import { SIGNALS } from "../golden/signals.ts";

const wasm = await loadDsp();

interface Golden {
  name: string;
  signal: keyof typeof SIGNALS;
  length: number;
  function: "mfcc" | "fbank";
  changes: Partial<FeatureSpec>;
  nFrames: number;
  frames: number[];
  values: number[][];
}

const PRESETS = { mfcc: kaldiMfcc, fbank: kaldiFbank };

describe("kaldiMfcc and kaldiFbank", () => {
  it.each(golden.cases as Golden[])("agree with torchaudio in float64 within 2e-4: $name, $signal", (expected) => {
    const extractor = createExtractor(wasm, PRESETS[expected.function](expected.changes));
    const { values, nFrames } = extractor.extract(SIGNALS[expected.signal](expected.length));
    extractor.dispose();
    expect(nFrames).toBe(expected.nFrames);

    const width = extractor.nCoefficients;
    const errors = expected.frames.flatMap((t, i) =>
      expected.values[i].map((value, c) => Math.abs(value - values[t * width + c])),
    );
    expect(errors).toHaveLength(expected.frames.length * width);
    expect(Math.max(...errors)).toBeLessThan(2e-4);
  });
});
