import {
  type Bundle,
  type InputSpec,
  type Layer,
  librosaLogMel,
  networkOf,
  randomAt,
  sizeOf,
  weightsSha256,
} from "@undertone/core";

export const input: InputSpec = {
  features: librosaLogMel({
    sampleRate: 16_000,
    nFft: 512,
    winLength: 400,
    hopLength: 160,
    nMels: 8,
    fMin: 20,
    fMax: 8000,
    logScale: "natural",
    logFloor: 1e-9,
    topDb: null,
    nMfcc: 8,
  }),
  removeDc: true,
  trim: { thresholdDb: 30, percentile: 98, margin: 5 },
  averageFrames: 2,
  nFrames: 12,
  normalization: "training",
};

export const layers: Layer[] = [
  {
    kind: "conv2d",
    filters: 3,
    kernel: [3, 3],
    strides: [2, 2],
    dilations: [1, 1],
    padding: "same",
    bias: true,
  },
  { kind: "batchNorm", relu: true },
  { kind: "residual", layers: [{ kind: "batchNorm", relu: false }] },
  { kind: "statisticsPool", deviation: true },
  { kind: "dense", units: 2, relu: false },
];

/** A small bundle with every kind of parameter; `changes` replace fields. */
export function smallBundle(changes: Partial<Bundle> = {}): Bundle {
  const random = randomAt(1, "initialize");
  const tensors = new Map<string, Float32Array>();
  for (const { name, shape } of networkOf({ layers, input }).parameters) {
    tensors.set(
      name,
      Float32Array.from({ length: sizeOf(shape) }, () => random.uniform()),
    );
  }
  const training = {
    corpora: ["Größe"],
    synthetic: true,
    protocol: "synthetic voices",
    metrics: { uar: 0.5, accuracy: 0.625 },
    seed: 7,
    recipeSha256: "0".repeat(64),
    weightsSha256: weightsSha256(networkOf({ layers, input }), tensors),
    speakers: ["synthetic:voice-01"],
    recipe: "test",
    undertoneVersion: "0.1.0",
  };
  tensors.set("input.mean", new Float32Array(8).fill(-3));
  tensors.set("input.standardDeviation", new Float32Array(8).fill(2));
  return { labels: ["angry", "sad"], input, featuresSha256: "f".repeat(64), layers, tensors, training, ...changes };
}
