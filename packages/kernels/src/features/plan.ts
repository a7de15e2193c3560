import type { FeatureSpec } from "@undertone/core";
import { reserve } from "../common/arena.ts";
import type { FeatureKernels } from "./feature-kernels.ts";
import { clean } from "./write-clean.ts";

/** Makes the tables of a validated spec, in memory that stays the caller's; returns the plan's address. */
export function planFeatures(wasm: FeatureKernels, spec: FeatureSpec): number {
  return wasm.planFeatures(
    spec.sampleRate,
    spec.nFft,
    spec.winLength,
    spec.hopLength,
    spec.nMels,
    spec.fMin,
    spec.fMax,
    Number(spec.melScale === "htk"),
    Number(spec.melNorm === "slaney"),
    Number(spec.logScale === "decibel"),
    spec.logFloor,
    spec.topDb ?? 0,
    spec.kind === "mfcc" ? spec.nMfcc : 0,
  );
}

/** Centered frames of n samples, n > 0: 1 + ⌊n / hopLength⌋; of none, 0. */
export function nFramesOf(spec: FeatureSpec, n: number): number {
  return n === 0 ? 0 : 1 + Math.floor(n / spec.hopLength);
}

/**
 * Copies samples into fresh memory, cleaned, between the zeros that centered frames reach into: frame t is windowed over
 * winLength samples that begin at t · hopLength of the copy and at t · hopLength - nFft / 2 + ⌊(nFft - winLength) / 2⌋ of
 * `samples`.
 *
 * @returns the copy's address
 * @throws RangeError as `clean`
 */
export function writeFramed(wasm: FeatureKernels, plan: number, spec: FeatureSpec, samples: Float32Array): number {
  const { nFft, winLength } = spec;
  const before = nFft / 2 - Math.floor((nFft - winLength) / 2);
  const end = before + samples.length;
  const length = Math.max(end, wasm.framedLength(plan, nFramesOf(spec, samples.length)));
  const address = reserve(wasm, length);

  const framed = new Float32Array(wasm.memory.buffer, address, length);
  framed.fill(0, 0, before);
  framed.set(samples, before);
  framed.fill(0, end);
  clean(wasm, address + before * Float32Array.BYTES_PER_ELEMENT, samples);
  return address;
}
