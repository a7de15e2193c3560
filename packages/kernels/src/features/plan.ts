import type { FeatureSpec } from "@undertone/core";
import type { FeatureKernels } from "./feature-kernels.ts";

const WINDOWS = ["hann", "hamming", "povey", "blackman", "rectangular"] as const;
const DCT_NORMS = ["ortho", "htk", "none"] as const;
const C0 = ["first", "last", "none"] as const;
const ENERGY = ["none", "first", "last"] as const;

/** Makes the tables of a validated spec, in memory that stays the caller's; returns the plan's address. */
export function planFeatures(wasm: FeatureKernels, spec: FeatureSpec): number {
  return wasm.planFeatures(
    spec.sampleRate,
    spec.nFft,
    spec.winLength,
    spec.hopLength,
    WINDOWS.indexOf(spec.window),
    Number(spec.windowSymmetry === "symmetric"),
    spec.fullScale,
    Number(spec.removeFrameDc),
    spec.preEmphasisScope === "frame" ? spec.preEmphasis : 0,
    Number(spec.spectrum === "magnitude"),
    spec.nMels,
    spec.fMin,
    spec.fMax,
    Number(spec.melScale === "htk"),
    Number(spec.melNorm === "slaney"),
    Number(spec.melInterpolation === "mel"),
    Number(spec.logScale === "decibel"),
    spec.logFloor,
    spec.topDb ?? 0,
    spec.kind === "mfcc" ? spec.nMfcc : 0,
    DCT_NORMS.indexOf(spec.dctNorm),
    spec.lifter,
    spec.lifterOffset,
    C0.indexOf(spec.c0),
    ENERGY.indexOf(spec.energy),
    Number(spec.energyOf === "windowed"),
    spec.energyFloor,
  );
}
