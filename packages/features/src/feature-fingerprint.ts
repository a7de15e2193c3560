import { type InputSpec, nCoefficientsOf, sha256Hex, type Waveform } from "@undertone/core";
import type { FeatureKernels } from "@undertone/kernels/features";
import { createInputPipeline } from "./input-pipeline.ts";
import type { Statistics } from "./statistics.ts";

/**
 * SHA-256 of what the pipeline of `spec` makes of one fixed waveform: its features, then the network's input. A bundle
 * keeps it, so that serving cannot disagree with training in a single bit unnoticed. Normalization "training" is done
 * with mean 1 and standard deviation 2, so that the fingerprint depends on no corpus.
 *
 * @throws RangeError if the spec is not valid
 */
export function featureFingerprint(wasm: FeatureKernels, spec: InputSpec): string {
  const pipeline = createInputPipeline(wasm, spec, fixedStatistics(nCoefficientsOf(spec.features)));
  try {
    const features = pipeline.frames(pipeline.condition(fixedWaveform(spec.features.sampleRate)));
    const { values } = pipeline.standardize(features);
    const all = new Float32Array(features.values.length + values.length);
    all.set(features.values);
    all.set(values, features.values.length);
    return sha256Hex(new Uint8Array(all.buffer));
  } finally {
    pipeline.dispose();
  }
}

/** The statistics that stand for a training side's. */
export function fixedStatistics(nCoefficients: number): Statistics {
  return {
    mean: new Float32Array(nCoefficients).fill(1),
    standardDeviation: new Float32Array(nCoefficients).fill(2),
  };
}

/**
 * Two seconds in whole numbers, so that every engine makes the same: a sawtooth whose pitch rises, a triangular envelope
 * that leaves a quarter silent at either end, faint noise and an offset.
 */
export function fixedWaveform(sampleRate: number): Waveform {
  const n = 2 * sampleRate;
  const samples = new Float32Array(n);
  const step = Math.floor((2 ** 32 * 100) / sampleRate);
  let phase = 0;
  let noise = 1;
  for (let t = 0; t < n; t++) {
    phase = (phase + step + Math.floor((step * t) / n)) % 2 ** 32;
    noise = (Math.imul(noise, 1_664_525) + 1_013_904_223) >>> 0;
    const envelope = Math.max(0, Math.floor((65_536 * (sampleRate - 2 * Math.abs(t - sampleRate))) / sampleRate));
    const voice = Math.floor((((phase >>> 16) - 32_768) * envelope) / 2 ** 17);
    samples[t] = (voice + (noise >>> 25) + 300) / 32_768;
  }
  return { samples, sampleRate };
}
