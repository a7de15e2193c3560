import type { Layer } from "./layers.ts";

/** [time, frequency, channels]; after pooling or flattening [1, 1, values]. */
export type Shape = readonly [number, number, number];

/** One tensor that a layer owns. Moving averages are kept, not trained. */
export interface Parameter {
  /** position in the layer list and role: "3.kernel", "5.1.gamma" for a layer within residual layer 5 */
  name: string;
  role: "kernel" | "bias" | "gamma" | "beta" | "movingMean" | "movingVariance";
  shape: number[];
}

/** A layer with the shapes it meets and the tensors it owns. */
export interface PlannedLayer {
  layer: Layer;
  input: Shape;
  output: Shape;
  /** input rows for each output row, so far: ⌈unpadded rows / timeStride⌉ of the output are unpadded */
  timeStride: number;
  parameters: Parameter[];
  /** of a residual layer; else empty */
  inner: PlannedLayer[];
}

/** A layer list made concrete: the one reading of it that trainer and runtime share. */
export interface Network {
  layers: PlannedLayer[];
  /** all tensors in the order in which bundles and hashes list them */
  parameters: Parameter[];
  /** values of the last layer */
  nOutputs: number;
  /** numbers trained: all parameters but moving averages */
  nTrainable: number;
}

/**
 * Gives every layer its shapes and tensors.
 *
 * @param nFrames        rows of the input
 * @param nCoefficients  columns of the input
 * @throws RangeError if a layer cannot take the shape that reaches it, naming the layer's position
 */
export function planNetwork(layers: readonly Layer[], nFrames: number, nCoefficients: number): Network {
  const planned = planLayers(layers, [nFrames, nCoefficients, 1], 1, "");
  const last = planned.at(-1);
  if (last?.layer.kind !== "dense" || last.layer.relu) {
    throw new RangeError(`the last layer is ${last?.layer.kind}, expected dense without relu`);
  }
  const parameters = planned.flatMap(parametersOf);
  const trainable = parameters.filter(({ role }) => !role.startsWith("moving"));
  return {
    layers: planned,
    parameters,
    nOutputs: last.output[2],
    nTrainable: trainable.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
  };
}

/** The product of a shape's dimensions: how many numbers it holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}

/** The parameter of a layer by its role in it, which must be one that layers of this kind have. */
export function parameterOf({ parameters }: PlannedLayer, role: Parameter["role"]): Parameter {
  return parameters.find((parameter) => parameter.role === role)!;
}

/**
 * What is kept for a layer's parameter.
 *
 * @param tensors  by parameter name
 * @throws RangeError if there is none
 */
export function tensorFor<T>(planned: PlannedLayer, role: Parameter["role"], tensors: ReadonlyMap<string, T>): T {
  const { name, shape } = parameterOf(planned, role);
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new RangeError(`tensor ${name} is missing, expected [${shape}]`);
  return tensor;
}

/** Rows of a layer's input that are not padding where `nRows` of the network's are not: so many, but no more than all. */
export function unpaddedRows({ input, timeStride }: Pick<PlannedLayer, "input" | "timeStride">, nRows: number): number {
  return Math.min(input[0], Math.ceil(nRows / timeStride));
}

const parametersOf = (planned: PlannedLayer): Parameter[] => [
  ...planned.parameters,
  ...planned.inner.flatMap(parametersOf),
];

function planLayers(layers: readonly Layer[], input: Shape, timeStride: number, prefix: string): PlannedLayer[] {
  const planned: PlannedLayer[] = [];
  let shape = input;
  let stride = timeStride;
  for (const [i, layer] of layers.entries()) {
    const one = planLayer(layer, shape, stride, `${prefix}${i}`);
    if (one.output.some((dimension) => dimension < 1)) {
      throw new RangeError(`layer ${prefix}${i} (${layer.kind}) gives [${one.output}], expected at least 1 everywhere`);
    }
    planned.push(one);
    shape = one.output;
    stride = one.timeStride;
  }
  return planned;
}

function planLayer(layer: Layer, input: Shape, timeStride: number, name: string): PlannedLayer {
  const [time, frequency, channels] = input;
  const plan = (
    output: Shape,
    parameters: [Parameter["role"], number[]][] = [],
    stride = timeStride,
  ): PlannedLayer => ({
    layer,
    input,
    output,
    timeStride: stride,
    parameters: parameters.map(([role, shape]) => ({ name: `${name}.${role}`, role, shape })),
    inner: [],
  });

  switch (layer.kind) {
    case "conv2d":
    case "depthwiseConv2d": {
      const { kernel, strides, dilations, padding, bias } = layer;
      const [filters, filter] =
        layer.kind === "conv2d"
          ? [layer.filters, [...kernel, channels, layer.filters]]
          : [channels, [...kernel, channels]];
      const output: Shape = [
        convolvedLength(time, kernel[0], strides[0], dilations[0], padding),
        convolvedLength(frequency, kernel[1], strides[1], dilations[1], padding),
        filters,
      ];
      const biases: [Parameter["role"], number[]][] = bias ? [["bias", [filters]]] : [];
      return plan(output, [["kernel", filter], ...biases], timeStride * strides[0]);
    }
    case "batchNorm":
      return plan(input, [
        ["gamma", [channels]],
        ["beta", [channels]],
        ["movingMean", [channels]],
        ["movingVariance", [channels]],
      ]);
    case "maxPool": {
      const { size, strides, padding } = layer;
      const output: Shape = [
        convolvedLength(time, size[0], strides[0], 1, padding),
        convolvedLength(frequency, size[1], strides[1], 1, padding),
        channels,
      ];
      return plan(output, [], timeStride * strides[0]);
    }
    case "frequencyToChannels":
      return plan([time, 1, frequency * channels]);
    case "residual": {
      const inner = planLayers(layer.layers, input, timeStride, `${name}.`);
      const output = inner.at(-1)?.output ?? input;
      if (output.some((dimension, i) => dimension !== input[i])) {
        throw new RangeError(`layer ${name} (residual) turns [${input}] into [${output}], expected the same shape`);
      }
      return { ...plan(input), inner };
    }
    case "statisticsPool":
      return plan([1, 1, layer.deviation ? 2 * channels : channels]);
    case "flatten":
      return plan([1, 1, time * frequency * channels]);
    case "dense":
      if (time !== 1 || frequency !== 1) {
        throw new RangeError(`layer ${name} (dense) meets [${input}], expected [1, 1, values]: pool or flatten first`);
      }
      return plan(
        [1, 1, layer.units],
        [
          ["kernel", [channels, layer.units]],
          ["bias", [layer.units]],
        ],
      );
    case "relu":
    case "dropout":
      return plan(input);
  }
}

function convolvedLength(n: number, kernel: number, stride: number, dilation: number, padding: "same" | "valid") {
  return Math.ceil((padding === "same" ? n : n - (kernel - 1) * dilation) / stride);
}

/** Zeros that TensorFlow's "same" padding puts in front of a dimension of length n; 0 for "valid". */
export function paddingBefore(
  n: number,
  kernel: number,
  stride: number,
  dilation: number,
  padding: "same" | "valid",
): number {
  if (padding === "valid") return 0;
  const total = (convolvedLength(n, kernel, stride, dilation, padding) - 1) * stride + (kernel - 1) * dilation + 1 - n;
  return Math.floor(Math.max(0, total) / 2);
}
