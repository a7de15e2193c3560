import { type FeatureSpec, librosaMfcc } from "@undertone/core";
import { loadDsp, profileStages } from "@undertone/kernels/dsp";
import { expect, it } from "vitest";
import { voice } from "../golden/signals.ts";

const wasm = await loadDsp();

// biome-ignore format: one spec, three lines
const spec: FeatureSpec = librosaMfcc({
  sampleRate: 16_000, nFft: 512, winLength: 400, hopLength: 160, nMels: 40, nMfcc: 40, topDb: 80,
});

it("names the stages in the order of extraction and can run each again", () => {
  const before = wasm.mark();
  const { stages, dispose } = profileStages(wasm, spec, voice(2000));
  expect(stages.map(({ name }) => name)).toEqual([
    "window",
    "FFT",
    "power spectrum",
    "mel spectrum",
    "logarithm",
    "DCT",
  ]);
  const held = wasm.mark();
  for (const { run } of stages.toReversed()) run();
  expect(wasm.mark()).toBe(held);
  dispose();
  expect(wasm.mark()).toBe(before);
});

it("has no DCT for log-mel", () => {
  const { stages, dispose } = profileStages(wasm, { ...spec, kind: "logMel" }, voice(2000));
  expect(stages.at(-1)?.name).toBe("logarithm");
  dispose();
});

it("leaves nothing behind when the signal is refused", () => {
  const before = wasm.mark();
  expect(() => profileStages(wasm, spec, new Float32Array(0))).toThrow("samples has 0 values, expected at least 1");
  expect(() => profileStages(wasm, { ...spec, framing: "snipEdges" }, new Float32Array(399))).toThrow(
    "samples has 399 values, expected enough for a frame",
  );
  expect(() => profileStages(wasm, spec, new Float32Array([Number.NaN]))).toThrow("samples[0] is NaN");
  expect(wasm.mark()).toBe(before);
});
