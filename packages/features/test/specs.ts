import { type FeatureSpec, type InputSpec, librosaLogMel } from "@undertone/core";

/** 64 natural log-mels of 25 ms every 10 ms at 16 kHz. */
export const LOG_MEL: FeatureSpec = librosaLogMel({
  sampleRate: 16_000,
  nFft: 512,
  winLength: 400,
  hopLength: 160,
  nMels: 64,
  fMin: 20,
  fMax: 8000,
  melScale: "htk",
  melNorm: "none",
  logScale: "natural",
  logFloor: 1e-9,
  topDb: null,
  nMfcc: 40,
});

export const MFCC: FeatureSpec = { ...LOG_MEL, kind: "mfcc", nMfcc: 13, deltas: 2, logScale: "decibel" };

export const INPUT: InputSpec = {
  features: LOG_MEL,
  removeDc: true,
  trim: { thresholdDb: 30, percentile: 98, margin: 5 },
  averageFrames: 2,
  nFrames: 60,
  normalization: "utterance",
};

/** A tone of amplitude ½ between two silences. */
export function tone(silentBefore: number, loud: number, silentAfter: number): Float32Array {
  const samples = new Float32Array(silentBefore + loud + silentAfter);
  for (let t = 0; t < loud; t++) samples[silentBefore + t] = 0.5 * Math.sin((2 * Math.PI * 440 * t) / 16_000);
  return samples;
}
