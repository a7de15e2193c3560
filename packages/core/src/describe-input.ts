import { type FeatureSpec, type InputSpec, nCoefficientsOf } from "./feature-spec.ts";

/** An input spec for people. */
export interface InputDescription {
  /** Hz */
  sampleRate: number;
  /** of speech that fit in; of more, the middle */
  seconds: number;
  /** of the network's input */
  nFrames: number;
  nCoefficients: number;
  /** what is heard: "as it comes", "mean removed, silence trimmed ..." */
  waveform: string;
  /** what a row is made of */
  features: string;
  normalization: string;
}

/** Says in words how a waveform becomes the network's input. */
export function describeInput(input: InputSpec): InputDescription {
  const { features, nFrames, averageFrames } = input;
  const { sampleRate, hopLength } = features;
  return {
    sampleRate,
    seconds: (nFrames * averageFrames * hopLength) / sampleRate,
    nFrames,
    nCoefficients: nCoefficientsOf(features),
    waveform: waveformText(input),
    features: featuresText(features, averageFrames),
    normalization: NORMALIZATIONS[input.normalization],
  };
}

const NORMALIZATIONS: Readonly<Record<InputSpec["normalization"], string>> = {
  utterance: "each coefficient to mean 0 and variance 1 over the utterance",
  training: "each coefficient by the training side's mean and standard deviation",
  none: "none",
};

function waveformText({ removeDc, trim }: InputSpec): string {
  const trimmed =
    trim &&
    `head and tail cut off where energy lies ${trim.thresholdDb} dB under its ${trim.percentile} % percentile, but for ${trim.margin} frames`;
  return [removeDc ? "mean removed" : "", trimmed ?? ""].filter((part) => part !== "").join("; ") || "as it comes";
}

function featuresText(features: FeatureSpec, averageFrames: number): string {
  const { kind, nMels, nMfcc, fMin, fMax, melScale, energy, deltas, window, winLength, hopLength, sampleRate } =
    features;
  const ms = (length: number) => `${Number(((1000 * length) / sampleRate).toFixed(2))} ms`;
  const mels = `${nMels} ${melScale} mels from ${fMin} to ${fMax} Hz`;
  const parts = [
    kind === "mfcc" ? `${nMfcc} MFCC of ${mels}` : `log of ${mels}`,
    energy === "none" ? "" : "log energy",
    deltas === 0 ? "" : deltas === 1 ? "deltas" : "deltas and delta-deltas",
    `${window} windows of ${ms(winLength)} every ${ms(hopLength)}`,
    averageFrames === 1 ? "" : `${averageFrames} neighbors averaged`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}
