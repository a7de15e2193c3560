import {
  type Bundle,
  type Layer,
  librosaMfcc,
  networkOf,
  type Parameter,
  randomAt,
  sizeOf,
  weightsSha256,
} from "@undertone/core";

type Convolution = Extract<Layer, { kind: "conv2d" }>;

const sliding = { strides: [1, 1], dilations: [1, 1], padding: "same", bias: false } as const;

export const conv = (filters: number, kernel: [number, number], more: Partial<Convolution> = {}): Layer =>
  ({ kind: "conv2d", filters, kernel, ...sliding, ...more }) as Layer;

export const depthwise = (kernel: [number, number], more: Partial<Omit<Convolution, "kind" | "filters">> = {}): Layer =>
  ({ kind: "depthwiseConv2d", kernel, ...sliding, ...more }) as Layer;

export const batchNorm = (relu: boolean): Layer => ({ kind: "batchNorm", relu });
export const maxPool = (size: [number, number], strides: [number, number], padding: "same" | "valid"): Layer => ({
  kind: "maxPool",
  size,
  strides,
  padding,
});
export const dense = (units: number, relu = false): Layer => ({ kind: "dense", units, relu });
export const pool = (deviation: boolean): Layer => ({ kind: "statisticsPool", deviation });
export const residual = (...layers: Layer[]): Layer => ({ kind: "residual", layers });
export const relu: Layer = { kind: "relu" };
export const dropout: Layer = { kind: "dropout", rate: 0.3 };
export const flatten: Layer = { kind: "flatten" };
export const frequencyToChannels: Layer = { kind: "frequencyToChannels" };

/** Layer lists over 13 rows of 7 coefficients that hold every kind of layer in every option that changes an export. */
export const NETWORKS: readonly [string, Layer[]][] = [
  ["a dense layer alone", [flatten, dense(3)]],
  ["dense layers with ReLU and batch normalization", [flatten, dense(9, true), batchNorm(true), dense(3)]],
  ["the mean alone", [pool(false), dense(3)]],
  ["mean and deviation of the input", [pool(true), dense(3)]],
  ["a channel that never fires", [conv(4, [1, 1]), batchNorm(false), relu, pool(true), dense(3)]],
  [
    "a convolution with bias, batch normalization, ReLU",
    [conv(5, [3, 3], { bias: true }), batchNorm(true), pool(true), dense(3)],
  ],
  ["even kernels, strided", [conv(5, [4, 2], { strides: [2, 3] }), relu, pool(true), dense(3)]],
  ["valid convolutions, strided", [conv(5, [4, 2], { strides: [2, 1], padding: "valid" }), pool(true), dense(3)]],
  ["a dilated convolution", [conv(5, [3, 2], { dilations: [3, 2] }), pool(true), dense(3)]],
  ["strided and dilated at once", [conv(5, [3, 3], { strides: [2, 2], dilations: [2, 2] }), pool(true), dense(3)]],
  [
    "strided again and again",
    [conv(3, [3, 2], { strides: [2, 1] }), conv(4, [3, 1], { strides: [3, 2] }), pool(true), dense(3)],
  ],
  [
    "depthwise convolutions: biased, strided, dilated, valid",
    [
      conv(6, [3, 3]),
      depthwise([3, 3], { bias: true, strides: [2, 2] }),
      batchNorm(true),
      depthwise([2, 1], { dilations: [2, 1] }),
      depthwise([2, 1], { padding: "valid" }),
      pool(true),
      dense(3),
    ],
  ],
  [
    "max pooling",
    [conv(5, [3, 3]), maxPool([3, 2], [2, 2], "same"), maxPool([2, 2], [2, 1], "valid"), flatten, dense(3)],
  ],
  [
    "max pooling of negative values at the border",
    [conv(2, [1, 1]), maxPool([3, 3], [1, 1], "same"), pool(true), dense(3)],
  ],
  [
    "frequencies into channels",
    [conv(5, [3, 3]), frequencyToChannels, batchNorm(true), conv(4, [3, 1]), pool(true), dense(3)],
  ],
  [
    "residuals within residuals",
    [conv(5, [3, 3]), residual(relu, residual(batchNorm(true), conv(5, [3, 1]), dropout)), relu, pool(true), dense(3)],
  ],
  ["a residual of nothing", [conv(5, [3, 3]), residual(dropout), pool(true), dense(3)]],
  ["a residual of a dense layer", [pool(true), residual(dense(2, true)), flatten, dense(3)]],
  ["a convolution behind a dense layer", [flatten, dense(4), conv(3, [1, 1]), batchNorm(false), flatten, dense(3)]],
  ["flattened with several channels", [conv(5, [3, 3], { strides: [2, 2] }), flatten, dense(3)]],
];

const drawn: Record<Parameter["role"], (fanIn: number) => [center: number, spread: number]> = {
  kernel: (fanIn) => [0, Math.sqrt(6 / fanIn)],
  bias: () => [0, 0.5],
  gamma: () => [1, 0.5],
  beta: () => [0, 0.5],
  movingMean: () => [0, 0.5],
  movingVariance: () => [1, 0.5],
};

/** A bundle of drawn weights over inputs [nFrames, 7]. */
export function drawnBundle(layers: Layer[], nFrames = 13): Bundle {
  const input: Bundle["input"] = {
    features: librosaMfcc({
      sampleRate: 16_000,
      nFft: 512,
      winLength: 400,
      hopLength: 160,
      nMels: 20,
      fMin: 20,
      fMax: 8000,
      logScale: "natural",
      logFloor: 1e-9,
      topDb: null,
      nMfcc: 7,
    }),
    removeDc: true,
    trim: null,
    averageFrames: 1,
    nFrames,
    normalization: "training",
  };
  const random = randomAt(1, "initialize");
  const network = networkOf({ layers, input });
  const tensors = new Map(
    network.parameters.map(({ name, role, shape }) => {
      const [center, spread] = drawn[role](sizeOf(shape.slice(0, -1)));
      const values = Float32Array.from({ length: sizeOf(shape) }, () => center + random.between(-spread, spread));
      return [name, values];
    }),
  );
  const training = {
    corpora: ["ravdess", "größe"],
    speakers: [],
    synthetic: false,
    protocol: "speaker (unseen voices)",
    metrics: { uar: 0.5 },
    seed: 1,
    recipe: "test",
    recipeSha256: "0".repeat(64),
    weightsSha256: weightsSha256(network, tensors),
    undertoneVersion: "0.1.0",
  };
  tensors.set("input.mean", new Float32Array(7).fill(-3));
  tensors.set("input.standardDeviation", new Float32Array(7).fill(2));
  const labels = ["angry", "sad", "happy"];
  return { labels, input, featuresSha256: "f".repeat(64), layers, tensors, training };
}

/** Input values in [-2, 2), zeros from row `length` on as the input pipeline pads. */
export function drawnInput(nFrames: number, length: number, seed: number): Float32Array {
  const random = randomAt(seed, "synthesize");
  return Float32Array.from({ length: nFrames * 7 }, (_, i) => (i < length * 7 ? random.between(-2, 2) : 0));
}
