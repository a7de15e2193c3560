import { type Bundle, type InputSpec, type Layer, librosaLogMel, networkOf } from "@undertone/core";
import { featureFingerprint } from "@undertone/features";
import type { Dsp } from "@undertone/kernels/dsp";
import { bundleOf } from "../../../test/drawn/bundle.ts";
import { batchNorm, conv, dense, drawnTensors, pool } from "./networks.ts";

export { drawnWaveform } from "../../../test/drawn/waveform.ts";

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
  const labels = ["angry", "sad", "happy"];
  const featuresSha256 = featureFingerprint(dsp, spec);
  const tensors = drawnTensors(networkOf({ layers, input: spec }), 1);
  const bundle = bundleOf({ labels, input: spec, layers, featuresSha256 }, tensors);
  if (spec.normalization === "training") {
    tensors.set("input.mean", new Float32Array(16).fill(-8));
    tensors.set("input.standardDeviation", new Float32Array(16).fill(3));
  }
  return bundle;
}
