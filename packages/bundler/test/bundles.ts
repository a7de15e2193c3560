import { type Bundle, type InputSpec, type Layer, librosaLogMel, networkOf } from "@undertone/core";
import { featureFingerprint } from "@undertone/features";
import { loadDsp } from "@undertone/kernels/dsp";
import { bundleOf, drawnTensors } from "../../../test/drawn/bundle.ts";

export { drawnWaveform } from "../../../test/drawn/waveform.ts";

const input: InputSpec = {
  features: librosaLogMel({
    sampleRate: 16_000,
    nFft: 512,
    winLength: 400,
    hopLength: 160,
    nMels: 16,
    logScale: "natural",
    logFloor: 1e-9,
    topDb: null,
  }),
  removeDc: true,
  trim: { thresholdDb: 30, percentile: 98, margin: 5 },
  averageFrames: 2,
  nFrames: 40,
  normalization: "utterance",
};

const layers: Layer[] = [
  {
    kind: "conv2d",
    filters: 8,
    kernel: [5, 3],
    strides: [2, 2],
    dilations: [1, 1],
    padding: "same",
    bias: false,
  },
  { kind: "batchNorm", relu: true },
  { kind: "statisticsPool", deviation: true },
  { kind: "dense", units: 3, relu: false },
];

/** A bundle of drawn weights, labels of several alphabets among them. */
export async function drawnBundle(changes: Partial<InputSpec> = {}): Promise<Bundle> {
  const spec = { ...input, ...changes };
  const labels = ["wütend", "悲しい", 'a "b" \\ 😀'];
  const featuresSha256 = featureFingerprint(await loadDsp(), spec);
  const { parameters } = networkOf({ layers, input: spec });
  return bundleOf(
    { labels, input: spec, layers, featuresSha256 },
    drawnTensors(parameters, 1, () => 0.5),
  );
}
