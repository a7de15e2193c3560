import * as v from "valibot";
import { between, oneOf, positive, type Schema, truth, whole } from "./schema.ts";

/**
 * How a waveform becomes rows of coefficients, every choice apart. Lengths in samples, frequencies in Hz. The presets of
 * feature-presets.ts are such specs: librosa's, Kaldi's and HTK's definitions. Data in JSON may leave out the fields that
 * DEFAULTS names; it then means their values.
 */
export interface FeatureSpec {
  /** "logMel": log of the mel spectrum; "mfcc": its DCT-II */
  kind: "mfcc" | "logMel";
  sampleRate: number;
  /** FFT length, a power of two; windows are padded with zeros to it */
  nFft: number;
  /** length of the window */
  winLength: number;
  hopLength: number;
  /**
   * where frame t of n samples lies and how many there are; a frame that `padding` would not fill is none
   *
   * - "center": its middle at t · hopLength, 1 + ⌊n / hopLength⌋ frames, as librosa's center (n = 0: none)
   * - "centerHop": its middle at (t + ½) · hopLength, ⌊n / hopLength + ½⌋ frames, as Kaldi without snip_edges
   * - "snipEdges": from t · hopLength on, as many as have winLength samples, as Kaldi and HTK
   * - "snipFft": in the middle of nFft samples from t · hopLength on, as many as have nFft, as librosa without center
   */
  framing: "center" | "centerHop" | "snipEdges" | "snipFft";
  /**
   * what centered frames find beyond the waveform's ends: zeros, its mirror image about the last sample ("reflect") or
   * about the edge behind it ("symmetric", which repeats the last sample), as often as needed
   */
  padding: "zero" | "reflect" | "symmetric";
  /** what a sample of 1 counts as: 32768 for definitions on 16-bit integers, as Kaldi's and HTK's */
  fullScale: 1 | 32768;
  /** subtracts each frame's mean, before all else */
  removeFrameDc: boolean;
  /** y[i] = x[i] - preEmphasis · x[i - 1]; 0: off */
  preEmphasis: number;
  /**
   * "frame": within each frame, y[0] = (1 - preEmphasis) · x[0], as Kaldi and HTK; "signal": once over the waveform before
   * it is padded, y[0] = x[0], in float32
   */
  preEmphasisScope: "frame" | "signal";
  /** "povey": a symmetric Hann window to the power 0.85; "hamming": 0.54 and 0.46; "blackman": 0.42, 0.5 and 0.08 */
  window: "hann" | "hamming" | "povey" | "blackman" | "rectangular";
  /** a cosine's period: winLength ("periodic", librosa) or winLength - 1 ("symmetric", Kaldi and HTK) */
  windowSymmetry: "periodic" | "symmetric";
  /** what the mel filters sum: |X|² or |X| */
  spectrum: "power" | "magnitude";
  nMels: number;
  fMin: number;
  fMax: number;
  melScale: "slaney" | "htk";
  /** "slaney": triangles of equal area; "none": of height 1 */
  melNorm: "slaney" | "none";
  /** where the triangles' sides are straight: over Hz (librosa) or over mels (Kaldi and HTK) */
  melInterpolation: "hz" | "mel";
  /** "decibel": 10 log10(x); "natural": ln(x) */
  logScale: "decibel" | "natural";
  /** the smallest mel value that the log sees */
  logFloor: number;
  /** no log-mel lies further below the clip's largest, in dB; null: off, as a stream needs */
  topDb: number | null;
  /** coefficients kept of the DCT, C0 among them; "logMel" uses neither it nor the next four fields */
  nMfcc: number;
  /**
   * factor of Σ x[m] · cos(πc (m + ½) / nMels): √(2 / nMels) and √(1 / nMels) for c = 0 ("ortho"), √(2 / nMels) for all
   * ("htk"), 2 for all ("none")
   */
  dctNorm: "ortho" | "htk" | "none";
  /** coefficient c is multiplied by 1 + lifter / 2 · sin(π (c + lifterOffset) / lifter); 0: off */
  lifter: number;
  /** 1 for librosa, which counts from the first coefficient; 0 for Kaldi and HTK */
  lifterOffset: 0 | 1;
  /** where C0 stands among the coefficients; "none": it is left out */
  c0: "first" | "last" | "none";
  /** column of the frame's log energy, before or behind all others; Kaldi's use_energy is "first" with c0 "none" */
  energy: "none" | "first" | "last";
  /** the energy Σ x²: "raw" of the frame without its mean, "windowed" of what the FFT sees */
  energyOf: "raw" | "windowed";
  /** the smallest energy that the log (logScale) sees */
  energyFloor: number;
  /** 1 appends deltas, 2 deltas and delta-deltas */
  deltas: number;
  /** frames under the delta's least-squares line, odd: 2 · DELTAWINDOW + 1 for HTK, 2 · window + 1 for Kaldi */
  deltaWidth: number;
  /**
   * - "librosa": the slope of a line, the curvature of a parabola; the ends continue the first and last whole fit
   * - "htk": the slope of a line, and the slope of that; the ends repeat the first and last frame, the first and last delta
   * - "kaldi": as "htk", but only the frames are repeated
   */
  deltaKind: "librosa" | "htk" | "kaldi";
}

/** The fields that data must state. */
type Stated =
  | ("kind" | "sampleRate" | "nFft" | "winLength" | "hopLength" | "nMels" | "fMin" | "fMax" | "melScale" | "melNorm")
  | ("logScale" | "logFloor" | "topDb" | "nMfcc" | "deltas" | "deltaWidth");

/** What data that leaves the other fields out means: librosa's definition. */
export const DEFAULTS: Omit<FeatureSpec, Stated> = {
  framing: "center",
  padding: "zero",
  fullScale: 1,
  removeFrameDc: false,
  preEmphasis: 0,
  preEmphasisScope: "signal",
  window: "hann",
  windowSymmetry: "periodic",
  spectrum: "power",
  melInterpolation: "hz",
  dctNorm: "ortho",
  lifter: 0,
  lifterOffset: 1,
  c0: "first",
  energy: "none",
  energyOf: "raw",
  energyFloor: 1e-10,
  deltaKind: "librosa",
};

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
  framing: v.optional(oneOf(["center", "centerHop", "snipEdges", "snipFft"]), DEFAULTS.framing),
  padding: v.optional(oneOf(["zero", "reflect", "symmetric"]), DEFAULTS.padding),
  fullScale: v.optional(oneOf([1, 32_768]), DEFAULTS.fullScale),
  removeFrameDc: v.optional(truth(), DEFAULTS.removeFrameDc),
  preEmphasis: v.optional(between(0, 1), DEFAULTS.preEmphasis),
  preEmphasisScope: v.optional(oneOf(["frame", "signal"]), DEFAULTS.preEmphasisScope),
  window: v.optional(oneOf(["hann", "hamming", "povey", "blackman", "rectangular"]), DEFAULTS.window),
  windowSymmetry: v.optional(oneOf(["periodic", "symmetric"]), DEFAULTS.windowSymmetry),
  spectrum: v.optional(oneOf(["power", "magnitude"]), DEFAULTS.spectrum),
  nMels: whole(1, 256),
  fMin: between(0, 96_000),
  fMax: between(0, 96_000),
  melScale: oneOf(["slaney", "htk"]),
  melNorm: oneOf(["slaney", "none"]),
  melInterpolation: v.optional(oneOf(["hz", "mel"]), DEFAULTS.melInterpolation),
  logScale: oneOf(["decibel", "natural"]),
  logFloor: positive(),
  topDb: v.nullable(positive()),
  nMfcc: whole(1, 256),
  dctNorm: v.optional(oneOf(["ortho", "htk", "none"]), DEFAULTS.dctNorm),
  lifter: v.optional(between(0, 1000), DEFAULTS.lifter),
  lifterOffset: v.optional(oneOf([0, 1]), DEFAULTS.lifterOffset),
  c0: v.optional(oneOf(["first", "last", "none"]), DEFAULTS.c0),
  energy: v.optional(oneOf(["none", "first", "last"]), DEFAULTS.energy),
  energyOf: v.optional(oneOf(["raw", "windowed"]), DEFAULTS.energyOf),
  energyFloor: v.optional(positive(), DEFAULTS.energyFloor),
  deltas: whole(0, 2),
  deltaWidth: oneOf([3, 5, 7, 9, 11, 13, 15]),
  deltaKind: v.optional(oneOf(["librosa", "htk", "kaldi"]), DEFAULTS.deltaKind),
});

const centered = ({ framing }: FeatureSpec) => framing === "center" || framing === "centerHop";

/** Validates a feature spec; the rules that tie two fields are here, too. */
export const featureSpecSchema: Schema<FeatureSpec> = v.pipe(
  fields,
  v.check(({ winLength, nFft }) => winLength <= nFft, "expected winLength at most nFft"),
  v.check(({ fMin, fMax }) => fMin < fMax, "expected fMin below fMax"),
  v.check(({ fMax, sampleRate }) => fMax <= sampleRate / 2, "expected fMax at most sampleRate / 2"),
  v.check(({ kind, nMfcc, nMels }) => kind !== "mfcc" || nMfcc <= nMels, "expected nMfcc at most nMels"),
  v.check((spec) => centered(spec) || spec.padding === "zero", "expected padding zero where edges are snipped"),
  v.check(
    ({ kind, nMfcc, c0 }) => kind !== "mfcc" || c0 !== "none" || nMfcc > 1,
    "expected nMfcc at least 2 without c0",
  ),
  v.check(({ lifter }) => lifter === 0 || lifter >= 1, "expected lifter 0 or at least 1"),
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

/** Columns of one frame without its deltas: its coefficients or mels, and its energy. */
export function nStaticsOf({ kind, nMels, nMfcc, c0, energy }: FeatureSpec): number {
  return (kind === "mfcc" ? nMfcc - Number(c0 === "none") : nMels) + Number(energy !== "none");
}

/** Columns of the feature matrix: `nStaticsOf`, times one more than deltas. */
export function nCoefficientsOf(spec: FeatureSpec): number {
  return nStaticsOf(spec) * (1 + spec.deltas);
}

/** Whether a frame's columns are neighbors on the mel axis, all of them, so that the axis can be stretched. */
export function hasMelAxis({ kind, energy }: FeatureSpec): boolean {
  return kind === "logMel" && energy === "none";
}
