import type { FeatureSpec } from "@undertone/core";
import { loadDsp } from "@undertone/kernels/dsp";
import { createExtractor } from "@undertone/kernels/features";
import { measure, report } from "./measure.ts";
import { syntheticSpeech } from "./speech.ts";

/** What do MFCCs of a minute of speech cost, in two common configurations of librosa? */
const shared = {
  kind: "mfcc",
  fMin: 0,
  melScale: "slaney",
  melNorm: "slaney",
  logScale: "decibel",
  logFloor: 1e-10,
  nMfcc: 40,
  deltas: 0,
  deltaWidth: 9,
} as const;
const K: FeatureSpec = {
  ...shared,
  sampleRate: 16_000,
  nFft: 512,
  winLength: 400,
  hopLength: 160,
  nMels: 40,
  fMax: 8000,
  topDb: null,
};
const L: FeatureSpec = {
  ...shared,
  sampleRate: 22_050,
  nFft: 2048,
  winLength: 2048,
  hopLength: 512,
  nMels: 128,
  fMax: 11_025,
  topDb: 80,
};

const dsp = await loadDsp();
const variants = [
  { name: "K: 16 kHz, 400 in 512, hop 160, 40 mels", spec: K },
  { name: "L: 22.05 kHz, 2048, hop 512, 128 mels, top_db 80", spec: L },
].map(({ name, spec }) => {
  const extractor = createExtractor(dsp, spec);
  const { samples } = syntheticSpeech(Math.ceil((60 * spec.sampleRate) / 16_000));
  const minute = samples.subarray(0, 60 * spec.sampleRate);
  return { name, run: () => extractor.extract(minute) };
});
report("MFCC, 40 coefficients", "60 s of speech", measure(variants, 41));
