import {
  type Bundle,
  type InputSpec,
  type Layer,
  librosaLogMel,
  networkOf,
  randomAt,
  sizeOf,
  type Waveform,
  weightsSha256,
} from "@undertone/core";
import { featureFingerprint } from "@undertone/features";
import { loadDsp } from "@undertone/kernels/dsp";

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
  const random = randomAt(1, "initialize");
  const spec = { ...input, ...changes };
  const network = networkOf({ layers, input: spec });
  const tensors = new Map(
    network.parameters.map(({ name, role, shape }) => {
      const center = role === "gamma" || role === "movingVariance" ? 1 : 0;
      const values = Float32Array.from({ length: sizeOf(shape) }, () => center + random.between(-0.5, 0.5));
      return [name, values];
    }),
  );
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
  const featuresSha256 = featureFingerprint(await loadDsp(), spec);
  return { labels: ["wütend", "悲しい", 'a "b" \\ 😀'], input: spec, featuresSha256, layers, tensors, training };
}

/** Noise under a sawtooth of 100 to 200 Hz. */
export function drawnWaveform(length: number, seed: number, sampleRate = 16_000): Waveform {
  const random = randomAt(seed, "synthesize");
  const period = 80 + random.below(81);
  const samples = Float32Array.from(
    { length },
    (_, t) => 0.3 * ((t % period) / period - 0.5) + random.between(-0.05, 0.05),
  );
  return { samples, sampleRate };
}
