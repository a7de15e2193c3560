import { type Layer, type Network, planNetwork, randomAt, sizeOf } from "@undertone/core";
import { drawnTensors as tensorsOf } from "../../../test/drawn/bundle.ts";

type Conv2d = Extract<Layer, { kind: "conv2d" }>;

/** A convolution of stride and dilation 1, "same", without bias, unless `more` says otherwise. */
export const conv = (filters: number, kernel: [number, number], more: Partial<Conv2d> = {}): Layer => ({
  kind: "conv2d",
  filters,
  kernel,
  strides: [1, 1],
  dilations: [1, 1],
  padding: "same",
  bias: false,
  ...more,
});

/** A convolution of each channel by itself, of stride 1, "same", without bias. */
export const depthwise = (kernel: [number, number], dilations: [number, number] = [1, 1]): Layer => ({
  kind: "depthwiseConv2d",
  kernel,
  strides: [1, 1],
  dilations,
  padding: "same",
  bias: false,
});

export const batchNorm = (relu: boolean): Layer => ({ kind: "batchNorm", relu });
export const dense = (units: number, relu = false): Layer => ({ kind: "dense", units, relu });
export const dropout: Layer = { kind: "dropout", rate: 0.3 };
export const pool = (deviation: boolean): Layer => ({ kind: "statisticsPool", deviation });

const block = (dilation: number): Layer[] => [
  {
    kind: "residual",
    layers: [
      conv(64, [5, 1], { dilations: [dilation, 1] }),
      batchNorm(true),
      dropout,
      conv(64, [5, 1], { dilations: [dilation, 1] }),
      batchNorm(false),
    ],
  },
  { kind: "relu" },
];

/** A 2-d stem and a 1-d residual trunk, 13.9 million multiply-adds for an input of [150, 64]. */
export const hybrid: Layer[] = [
  conv(16, [7, 5], { strides: [2, 4] }),
  batchNorm(true),
  conv(32, [3, 3], { strides: [1, 2] }),
  batchNorm(true),
  { kind: "frequencyToChannels" },
  conv(64, [1, 1]),
  batchNorm(true),
  ...block(1),
  ...block(2),
  ...block(4),
  pool(true),
  dropout,
  dense(7),
];

/** Weights of about the size that keeps activations near 1, with moving averages that are not 0 and 1. */
export const drawnTensors = (network: Network, seed: number): Map<string, Float32Array> =>
  tensorsOf(network.parameters, seed, ({ role, shape }) =>
    role === "kernel" ? Math.sqrt(6 / sizeOf(shape.slice(0, -1))) : 0.5,
  );

/** Values in [-2, 2). */
export function drawnInput(length: number, seed: number): Float32Array {
  const random = randomAt(seed, "synthesize");
  return Float32Array.from({ length }, () => random.between(-2, 2));
}

/** Whole numbers from -3 to 3, in an order that repeats in no layer's shape. */
export const wholeNumbers = (length: number, scale = 1): Float32Array =>
  Float32Array.from({ length }, (_, i) => (((i * 5 + (i % 11)) % 7) - 3) * scale);

export const hybridNetwork: Network = planNetwork(hybrid, 150, 64);
