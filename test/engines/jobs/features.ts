import {
  type FeatureSpec,
  float32Bytes,
  kaldiMfcc,
  librosaLogMel,
  librosaMfcc,
  sha256Hex,
  type Waveform,
} from "@undertone/core";
import { syntheticCorpus } from "@undertone/corpus";
import { type Dsp, loadDsp } from "@undertone/kernels/dsp";
import { createExtractor } from "@undertone/kernels/features";
import type { Job } from "./job.ts";

const SECONDS = 60;

const SAMPLE_RATE = 16_000;

/** Two kinds of one definition, and another definition whose windows, mels and lifter are others. */
const SPECS: Readonly<Record<string, FeatureSpec>> = {
  "its log-mels": librosaLogMel({ sampleRate: SAMPLE_RATE }),
  "its MFCCs": librosaMfcc({ sampleRate: SAMPLE_RATE, nMfcc: 40, deltas: 2 }),
  "its MFCCs, Kaldi's": kaldiMfcc({ sampleRate: SAMPLE_RATE }),
};

/** Hashes a minute of synthetic speech and features of it, every value as little-endian float32. */
export const features: Job = async () => {
  const dsp = await loadDsp();
  const speech = syntheticSpeech(SECONDS, SAMPLE_RATE);
  const ofFeatures = Object.entries(SPECS).map(([name, spec]) => [name, featuresSha256(dsp, speech, spec)]);
  return { "a minute of speech": sha256Hex(float32Bytes(speech.samples)), ...Object.fromEntries(ofFeatures) };
};

function featuresSha256(dsp: Dsp, { samples }: Waveform, spec: FeatureSpec): string {
  const extractor = createExtractor(dsp, spec);
  const { values } = extractor.extract(samples);
  extractor.dispose();
  return sha256Hex(float32Bytes(values));
}

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
