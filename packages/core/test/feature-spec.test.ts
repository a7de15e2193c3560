import { featureSpecSchema, inputSpecSchema, nCoefficientsOf, validated } from "@undertone/core";
import { describe, expect, it } from "vitest";
import { input } from "./bundles.ts";

const { features } = input;

describe("featureSpecSchema", () => {
  it.each([
    [{ sampleRate: 3999 }, "features.sampleRate is 3999, expected a whole number from 4000 to 192000"],
    [{ nFft: 500 }, "features.nFft is 500, expected 64 or 128 or 256 or 512 or 1024 or 2048 or 4096 or 8192"],
    [{ logFloor: 0 }, "features.logFloor is 0, expected a number above 0"],
    [{ logFloor: Number.NaN }, "features.logFloor is NaN, expected a number above 0"],
    [{ topDb: Number.POSITIVE_INFINITY }, "features.topDb is Infinity, expected a number above 0"],
    [{ deltaWidth: 4 }, "features.deltaWidth is 4, expected 3 or 5 or 7 or 9 or 11 or 13 or 15"],
    [{ preemphasis: 0.97 }, "features.preemphasis is 0.97, expected no field of this name"],
    [{ preEmphasis: -0.97 }, "features.preEmphasis is -0.97, expected a number from 0 to 1"],
    [{ fullScale: 32_767 }, "features.fullScale is 32767, expected 1 or 32768"],
    [
      { window: "gauss" },
      'features.window is "gauss", expected "hann" or "hamming" or "povey" or "blackman" or "rectangular"',
    ],
    [{ energyFloor: 0 }, "features.energyFloor is 0, expected a number above 0"],
    [{ kind: "plp" }, 'features.kind is "plp", expected "mfcc" or "logMel"'],
  ])("refuses %j", (change, message) => {
    expect(() => validated(featureSpecSchema, { ...features, ...change }, "features")).toThrow(new RangeError(message));
  });

  it.each([
    [{ winLength: 513 }, "expected winLength at most nFft"],
    [{ fMin: 8000 }, "expected fMin below fMax"],
    [{ fMax: 8001 }, "expected fMax at most sampleRate / 2"],
    [{ kind: "mfcc", nMfcc: 9 }, "expected nMfcc at most nMels"],
    [{ framing: "snipEdges", padding: "reflect" }, "expected padding zero where edges are snipped"],
    [{ framing: "snipFft", padding: "symmetric" }, "expected padding zero where edges are snipped"],
    [{ kind: "mfcc", nMfcc: 1, c0: "none" }, "expected nMfcc at least 2 without c0"],
    [{ lifter: 0.5 }, "expected lifter 0 or at least 1"],
  ])("refuses fields that contradict each other: %j", (change, rule) => {
    const check = () => validated(featureSpecSchema, { ...features, ...change }, "features");
    expect(check).toThrow(RangeError);
    expect(check).toThrow(rule);
  });

  it("lets log-mel have any nMfcc, which it does not use", () => {
    expect(validated(featureSpecSchema, { ...features, nMfcc: 200 }, "features").nMfcc).toBe(200);
  });
});

describe("inputSpecSchema", () => {
  it("takes a spec as it is, with trimming or without", () => {
    expect(validated(inputSpecSchema, input, "input")).toEqual(input);
    expect(validated(inputSpecSchema, { ...input, trim: null }, "input").trim).toBeNull();
  });

  it.each([
    [
      { trim: { thresholdDb: 0, percentile: 98, margin: 5 } },
      "input.trim.thresholdDb is 0, expected a number from 1 to 120",
    ],
    [{ features: { ...features, nMels: 0 } }, "input.features.nMels is 0, expected a whole number from 1 to 256"],
    [{ nFrames: 10_001 }, "input.nFrames is 10001, expected a whole number from 1 to 10000"],
    [{ normalization: "speaker" }, 'input.normalization is "speaker", expected "utterance" or "training" or "none"'],
  ])("refuses %j", (change, message) => {
    expect(() => validated(inputSpecSchema, { ...input, ...change }, "input")).toThrow(new RangeError(message));
  });
});

describe("nCoefficientsOf", () => {
  it("counts mels or coefficients, and their deltas", () => {
    expect(nCoefficientsOf({ ...features, nMels: 64 })).toBe(64);
    expect(nCoefficientsOf({ ...features, kind: "mfcc", nMels: 64, nMfcc: 13, deltas: 2 })).toBe(39);
  });
});
