import { type FeatureSpec, float32Bytes, sha256Hex, type Waveform } from "@undertone/core";
import { syntheticCorpus } from "@undertone/corpus";
import { loadDsp } from "@undertone/kernels/dsp";
import { createExtractor } from "@undertone/kernels/features";
import type { Job } from "./job.ts";

const SECONDS = 60;

/** 80 natural log-mels of 25 ms every 10 ms. */
const LOG_MEL: FeatureSpec = {
  kind: "logMel",
  sampleRate: 16_000,
  nFft: 512,
  winLength: 400,
  hopLength: 160,
  nMels: 80,
  fMin: 20,
  fMax: 8000,
  melScale: "htk",
  melNorm: "none",
  logScale: "natural",
  logFloor: 1e-9,
  topDb: null,
  nMfcc: 40,
  deltas: 0,
  deltaWidth: 9,
};

/** 40 MFCCs with both deltas, of whatever `LOG_MEL` leaves out: decibels, a range, the other mel scale. */
const MFCC: FeatureSpec = {
  ...LOG_MEL,
  kind: "mfcc",
  melScale: "slaney",
  melNorm: "slaney",
  logScale: "decibel",
  logFloor: 1e-10,
  topDb: 80,
  deltas: 2,
};

/** Hashes two kinds of features of a minute of synthetic speech, every value as little-endian float32. */
export const features: Job = async () => {
  const dsp = await loadDsp();
  const speech = syntheticSpeech(SECONDS, LOG_MEL.sampleRate);
  const hashOf = (spec: FeatureSpec): string => {
    const extractor = createExtractor(dsp, spec);
    const { values } = extractor.extract(speech.samples);
    extractor.dispose();
    return sha256Hex(float32Bytes(values));
  };
  return {
    "a minute of synthetic speech": sha256Hex(float32Bytes(speech.samples)),
    "its log-mels": hashOf(LOG_MEL),
    "its MFCCs": hashOf(MFCC),
  };
};

/** So many seconds of many voices, one utterance behind the other. */
function syntheticSpeech(seconds: number, sampleRate: number): Waveform {
  const samples = new Float32Array(seconds * sampleRate);
  let length = 0;
  for (const { waveform } of syntheticCorpus({ seed: 1, sampleRate })) {
    samples.set(waveform.samples.subarray(0, samples.length - length), length);
    length += waveform.samples.length;
    if (length >= samples.length) break;
  }
  return { samples, sampleRate };
}
