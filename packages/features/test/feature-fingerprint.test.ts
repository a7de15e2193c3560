import type { FeatureSpec } from "@undertone/core";
import { featureFingerprint } from "@undertone/features";
import { loadDsp } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";
import { INPUT, MFCC } from "./specs.ts";

const dsp = await loadDsp();

const SPECS = {
  logMel: INPUT,
  mfcc: { ...INPUT, features: { ...MFCC, topDb: 80 }, normalization: "training" as const },
};

describe("featureFingerprint", () => {
  // Committed, so that Node and Chromium are held to the same bits; a kernel that changes a bit changes these on purpose.
  it.each([
    ["logMel", "0ab2aa7c6ec855c241396d0dd7f1d4886ed85d63e9ba87423a448a6de3ed7432"],
    ["mfcc", "14e4cede9546b18e3c0230a4c7e0457e4779bbc5e3bc753de97eaa6d0ac20129"],
  ] as const)("is the same in every engine: %s", (name, expected) => {
    const before = dsp.mark();
    expect(featureFingerprint(dsp, SPECS[name])).toBe(expected);
    expect(dsp.mark()).toBe(before);
  });

  it("tells one setting from another", () => {
    const all = [
      INPUT,
      { ...INPUT, removeDc: false },
      { ...INPUT, trim: null },
      { ...INPUT, trim: { thresholdDb: 10, percentile: 98, margin: 5 } },
      { ...INPUT, averageFrames: 1 },
      { ...INPUT, nFrames: 59 },
      { ...INPUT, normalization: "none" as const },
      { ...INPUT, normalization: "training" as const },
      { ...INPUT, features: { ...INPUT.features, fMin: 21 } },
    ].map((spec) => featureFingerprint(dsp, spec));
    expect(new Set(all).size).toBe(all.length);
  });

  it("tells every choice of the features' definition from the others", () => {
    const changes: Partial<FeatureSpec>[] = [
      {},
      { framing: "centerHop" },
      { framing: "snipEdges" },
      { framing: "snipFft" },
      { padding: "reflect" },
      { padding: "symmetric" },
      { fullScale: 32_768 },
      { removeFrameDc: true },
      { preEmphasis: 0.97 },
      { preEmphasis: 0.97, preEmphasisScope: "frame" },
      { window: "hamming" },
      { window: "povey" },
      { window: "blackman" },
      { window: "rectangular" },
      { windowSymmetry: "symmetric" },
      { spectrum: "magnitude" },
      { melInterpolation: "mel" },
      { dctNorm: "htk" },
      { dctNorm: "none" },
      { lifter: 22 },
      { lifter: 22, lifterOffset: 0 },
      { c0: "last" },
      { c0: "none" },
      { energy: "first" },
      { energy: "last" },
      { energy: "last", energyOf: "windowed" },
      { energy: "last", energyFloor: 1 },
      { deltaKind: "htk" },
      { deltaKind: "kaldi" },
    ];
    const all = changes.map((change) =>
      featureFingerprint(dsp, { ...INPUT, trim: null, features: { ...MFCC, ...change } }),
    );
    expect(new Set(all).size).toBe(all.length);
  });
});
