import { featureFingerprint } from "@undertone/features";
import { loadDsp } from "@undertone/kernels/dsp";
import { loadInference } from "@undertone/kernels/inference";
import { describe, expect, it } from "vitest";
import { INPUT, MFCC } from "./specs.ts";

const dsp = await loadDsp();
const inference = await loadInference();

const SPECS = {
  logMel: INPUT,
  mfcc: { ...INPUT, features: { ...MFCC, topDb: 80 }, normalization: "training" as const },
};

describe("featureFingerprint", () => {
  // Committed, so that Node and Chromium are held to the same bits; a kernel that changes a bit changes these on purpose.
  it.each([
    ["logMel", "5c2ffc7ff308494ae65e58bc5bf28e0edc366c1eddb758d22d27c9d4ce2e34fc"],
    ["mfcc", "8076885a64d10804a64065e80ae47d592c091810923f9098c849cc472401b45d"],
  ] as const)("is the same in every engine and both modules: %s", (name, expected) => {
    const before = dsp.mark();
    expect(featureFingerprint(dsp, SPECS[name])).toBe(expected);
    expect(featureFingerprint(inference, SPECS[name])).toBe(expected);
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
});
