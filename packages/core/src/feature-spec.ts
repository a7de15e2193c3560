import * as v from "valibot";
import { between, oneOf, positive, type Schema, truth, whole } from "./schema.ts";

/** How a waveform becomes rows of coefficients, in librosa's definitions. Lengths in samples, frequencies in Hz. */
export interface FeatureSpec {
  /** "logMel": log of the mel spectrum; "mfcc": its orthonormal DCT-II */
  kind: "mfcc" | "logMel";
  sampleRate: number;
  /** FFT length, a power of two */
  nFft: number;
  /** length of the periodic Hann window, centred in nFft */
  winLength: number;
  hopLength: number;
  nMels: number;
  fMin: number;
  fMax: number;
  melScale: "slaney" | "htk";
  /** "slaney": triangles of equal area; "none": of height 1 */
  melNorm: "slaney" | "none";
  /** "decibel": 10 log10(power); "natural": ln(power) */
  logScale: "decibel" | "natural";
  /** the smallest mel power that the log sees */
  logFloor: number;
  /** nothing lies further below the clip's largest value, in dB; null: off, as a stream needs */
  topDb: number | null;
  /** coefficients kept of the DCT; "logMel" does not use it */
  nMfcc: number;
  /** 1 appends deltas, 2 deltas and delta-deltas */
  deltas: number;
  /** frames under the delta's least-squares line, odd */
  deltaWidth: number;
}

/** How a waveform of any length becomes the network's input, [nFrames, nCoefficients]. */
export interface InputSpec {
  features: FeatureSpec;
  /** subtracts the waveform's mean */
  removeDc: boolean;
  /**
   * cuts off head and tail: frames (winLength, hopLength) whose energy lies thresholdDb under the percentile of all
   * frames' energies, but for `margin` frames; null: off
   */
  trim: { thresholdDb: number; percentile: number; margin: number } | null;
  /** so many neighboring frames are averaged into one; 1: off */
  averageFrames: number;
  /** rows after averaging: longer clips are cropped in the middle, shorter ones padded with zeros at the end */
  nFrames: number;
  /** each coefficient to mean 0 and variance 1: over the utterance's own frames, or by the training side's figures */
  normalization: "utterance" | "training" | "none";
}

const fields: Schema<FeatureSpec> = v.strictObject({
  kind: oneOf(["mfcc", "logMel"]),
  sampleRate: whole(4000, 192_000),
  nFft: oneOf([64, 128, 256, 512, 1024, 2048, 4096, 8192]),
  winLength: whole(1, 8192),
  hopLength: whole(1, 8192),
  nMels: whole(1, 256),
  fMin: between(0, 96_000),
  fMax: between(0, 96_000),
  melScale: oneOf(["slaney", "htk"]),
  melNorm: oneOf(["slaney", "none"]),
  logScale: oneOf(["decibel", "natural"]),
  logFloor: positive(),
  topDb: v.nullable(positive()),
  nMfcc: whole(1, 256),
  deltas: whole(0, 2),
  deltaWidth: oneOf([3, 5, 7, 9, 11, 13, 15]),
});

/** Validates a feature spec; the rules that tie two fields are here, too. */
export const featureSpecSchema: Schema<FeatureSpec> = v.pipe(
  fields,
  v.check(({ winLength, nFft }) => winLength <= nFft, "expected winLength at most nFft"),
  v.check(({ fMin, fMax }) => fMin < fMax, "expected fMin below fMax"),
  v.check(({ fMax, sampleRate }) => fMax <= sampleRate / 2, "expected fMax at most sampleRate / 2"),
  v.check(({ kind, nMfcc, nMels }) => kind !== "mfcc" || nMfcc <= nMels, "expected nMfcc at most nMels"),
);

/** Validates an input spec. */
export const inputSpecSchema: Schema<InputSpec> = v.strictObject({
  features: featureSpecSchema,
  removeDc: truth(),
  trim: v.nullable(
    v.strictObject({ thresholdDb: between(1, 120), percentile: between(1, 100), margin: whole(0, 1000) }),
  ),
  averageFrames: whole(1, 16),
  nFrames: whole(1, 10_000),
  normalization: oneOf(["utterance", "training", "none"]),
});

/** Columns of the feature matrix: nMfcc or nMels, times one more than deltas. */
export function nCoefficientsOf(spec: FeatureSpec): number {
  return (spec.kind === "mfcc" ? spec.nMfcc : spec.nMels) * (1 + spec.deltas);
}
