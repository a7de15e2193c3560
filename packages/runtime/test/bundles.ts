import {
  type Bundle,
  type InputSpec,
  type Layer,
  librosaLogMel,
  networkOf,
  randomAt,
  type Waveform,
  weightsSha256,
} from "@undertone/core";
import { featureFingerprint } from "@undertone/features";
import type { Dsp } from "@undertone/kernels/dsp";
import { batchNorm, conv, dense, drawnTensors, pool } from "./networks.ts";

const input: InputSpec = {
  features: librosaLogMel({
    sampleRate: 16_000,
    nFft: 512,
    winLength: 400,
    hopLength: 160,
    nMels: 16,
    fMin: 20,
    fMax: 8000,
    logScale: "natural",
    logFloor: 1e-9,
    topDb: null,
    nMfcc: 16,
  }),
  removeDc: true,
  trim: { thresholdDb: 30, percentile: 98, margin: 5 },
  averageFrames: 2,
  nFrames: 40,
  normalization: "utterance",
};

const layers: Layer[] = [
  conv(8, [5, 3], { strides: [2, 2] }),
  batchNorm(true),
  { kind: "frequencyToChannels" },
  { kind: "residual", layers: [conv(64, [3, 1]), batchNorm(false)] },
  { kind: "relu" },
  pool(true),
  dense(3),
];

/** A bundle of drawn weights for 0.8 s of speech, fit for the front end of `dsp`. */
export function drawnBundle(dsp: Dsp, changes: Partial<InputSpec> = {}): Bundle {
  const spec = { ...input, ...changes };
  const network = networkOf({ layers, input: spec });
  const tensors = drawnTensors(network, 1);
  const training = {
    corpora: ["none"],
    speakers: [],
    synthetic: true,
    protocol: "drawn weights",
    metrics: {},
    seed: 1,
    recipe: "test",
    recipeSha256: "0".repeat(64),
    weightsSha256: weightsSha256(network, tensors),
    undertoneVersion: "0.1.0",
  };
  if (spec.normalization === "training") {
    tensors.set("input.mean", new Float32Array(16).fill(-8));
    tensors.set("input.standardDeviation", new Float32Array(16).fill(3));
  }
  const featuresSha256 = featureFingerprint(dsp, spec);
  return { labels: ["angry", "sad", "happy"], input: spec, featuresSha256, layers, tensors, training };
}

/** Noise under a sawtooth of 100 to 200 Hz, at 16 kHz. */
export function drawnWaveform(length: number, seed: number): Waveform {
  const random = randomAt(seed, "synthesize");
  const period = 80 + random.below(81);
  const samples = Float32Array.from(
    { length },
    (_, t) => 0.3 * ((t % period) / period - 0.5) + random.between(-0.05, 0.05),
  );
  return { samples, sampleRate: 16_000 };
}
