import {
  featureSpecSchema,
  hasMelAxis,
  htkMfcc,
  kaldiFbank,
  kaldiMfcc,
  librosaLogMel,
  librosaMfcc,
  nCoefficientsOf,
  nStaticsOf,
  validated,
} from "@undertone/core";
import { describe, expect, it } from "vitest";

const PRESETS = { librosaMfcc, librosaLogMel, kaldiMfcc, kaldiFbank, htkMfcc };

describe.each(Object.entries(PRESETS))("%s", (_, preset) => {
  it.each([8000, 16_000, 22_050, 44_100, 48_000])("is valid at %d Hz, where its frequencies follow", (sampleRate) => {
    const spec = preset({ sampleRate });
    expect(validated(featureSpecSchema, spec, "features")).toEqual(spec);
    expect(spec).toMatchObject({ sampleRate, fMax: sampleRate / 2 });
  });

  it("takes any field in place of its own", () => {
    expect(preset({ nMels: 17, nMfcc: 3, fMax: 3000, hopLength: 123, deltas: 1 })).toMatchObject({
      nMels: 17,
      nMfcc: 3,
      fMax: 3000,
      hopLength: 123,
      deltas: 1,
    });
  });
});

it("lets nFft follow the window, which follows the sample rate in Kaldi and HTK", () => {
  const sizes = [8000, 16_000, 22_050, 44_100].map((sampleRate) => {
    const { winLength, hopLength, nFft } = kaldiMfcc({ sampleRate });
    return [winLength, hopLength, nFft];
  });
  expect(sizes).toEqual([
    [200, 80, 256],
    [400, 160, 512],
    [551, 220, 1024],
    [1102, 441, 2048],
  ]);
  expect(htkMfcc({ winLength: 513 }).nFft).toBe(1024);
  expect(htkMfcc({ winLength: 8 }).nFft).toBe(64);
  expect(librosaMfcc({ nFft: 512 }).winLength).toBe(512);
});

it("reads a spec without the newer fields as librosa's", () => {
  const { kind, sampleRate, nFft, winLength, hopLength, nMels, fMin, fMax, ...rest } = librosaMfcc();
  const { melScale, melNorm, logScale, logFloor, topDb, nMfcc, deltas, deltaWidth } = rest;
  const older = { kind, sampleRate, nFft, winLength, hopLength, nMels, fMin, fMax, melScale, melNorm, logScale };
  const all = { ...older, logFloor, topDb, nMfcc, deltas, deltaWidth };
  expect(validated(featureSpecSchema, all, "features")).toEqual(librosaMfcc());
});

it("counts C0 and energy among the columns, and knows where the mel axis is", () => {
  expect(nStaticsOf(kaldiMfcc())).toBe(13);
  expect(nStaticsOf(kaldiMfcc({ c0: "none", energy: "first" }))).toBe(13);
  expect(nStaticsOf(htkMfcc({ c0: "none" }))).toBe(12);
  expect(nCoefficientsOf(htkMfcc({ energy: "last", deltas: 2 }))).toBe(42);
  expect(nStaticsOf(kaldiFbank({ energy: "first", c0: "none" }))).toBe(24);
  expect([kaldiFbank(), kaldiFbank({ energy: "last" }), kaldiMfcc()].map(hasMelAxis)).toEqual([true, false, false]);
});
