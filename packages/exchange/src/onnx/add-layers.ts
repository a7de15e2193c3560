import { BATCH_NORM_EPSILON, type PlannedLayer, parameterOf, tensorFor } from "@undertone/core";
import { type Activation, asImage, asRow } from "./activation.ts";
import { type GraphBuilder, transposed } from "./graph.ts";
import { paddings } from "./paddings.ts";
import { addStatisticsPool } from "./statistics-pool.ts";

/** What all layers of a graph share. */
export interface GraphContext {
  graph: GraphBuilder;
  /** by parameter name */
  tensors: ReadonlyMap<string, Float32Array>;
  /** the graph's input [batch], int32: rows that are not padding */
  length: string;
}

/** Adds layers one behind the other; `prefix` is that of their positions: "5." within residual layer 5. */
export function addLayers(
  context: GraphContext,
  layers: readonly PlannedLayer[],
  x: Activation,
  prefix = "",
): Activation {
  return layers.reduce((activation, planned, i) => addLayer(context, planned, activation, `${prefix}${i}`), x);
}

function addLayer(context: GraphContext, planned: PlannedLayer, x: Activation, at: string): Activation {
  const { graph, length } = context;
  const { layer, input, output, inner } = planned;
  const image = () => asImage(graph, x, input, at);
  const rectified = (name: string, relu: boolean) => (relu ? graph.add(`${at}.relu`, "Relu", [name]) : name);
  const toImage = (name: string): Activation => ({ name, isRow: false });
  const toRow = (name: string): Activation => ({ name, isRow: true });

  switch (layer.kind) {
    case "conv2d":
    case "depthwiseConv2d":
      return toImage(addConvolution(context, planned, layer, image(), at));
    case "batchNorm": {
      const roles = ["gamma", "beta", "movingMean", "movingVariance"] as const;
      const parameters = roles.map((role) => addParameter(context, planned, role));
      const attributes = { epsilon: { real: BATCH_NORM_EPSILON } };
      const y = graph.add(`${at}.batchNorm`, "BatchNormalization", [image(), ...parameters], attributes);
      return toImage(rectified(y, layer.relu));
    }
    case "relu":
      return { ...x, name: rectified(x.name, true) };
    case "maxPool": {
      const { size, strides } = layer;
      const pads = paddings(planned, { ...layer, kernel: size, dilations: [1, 1] });
      return toImage(graph.add(`${at}.maxPool`, "MaxPool", [image()], { kernel_shape: size, strides, pads }));
    }
    case "frequencyToChannels": {
      const [time, , channels] = output;
      const moved = graph.add(`${at}.frequencyFirst`, "Transpose", [image()], { perm: [0, 3, 1, 2] });
      const shape = graph.wholes(`${at}.shape`, "int64", [4], [0, channels, time, 1]);
      return toImage(graph.add(`${at}.frequencyToChannels`, "Reshape", [moved, shape]));
    }
    case "residual": {
      const branch = addLayers(context, inner, x, `${at}.`);
      const isRow = x.isRow && branch.isRow;
      const terms = [x, branch].map((one, i) => (isRow ? one.name : asImage(graph, one, input, `${at}.term${i}`)));
      return { name: graph.add(`${at}.sum`, "Add", terms), isRow };
    }
    case "statisticsPool":
      return toImage(addStatisticsPool(graph, planned, layer.deviation, image(), length, at));
    case "dense": {
      const weights = (["kernel", "bias"] as const).map((role) => addParameter(context, planned, role));
      const y = graph.add(`${at}.dense`, "Gemm", [asRow(graph, x, input, at), ...weights]);
      return toRow(rectified(y, layer.relu));
    }
    case "flatten":
      return toRow(asRow(graph, x, input, at));
    case "dropout":
      return x;
  }
}

/** Ours is [time, frequency, in, out] or, depthwise, [time, frequency, channels]; ONNX's [out, in in group, time, frequency]. */
function addConvolution(
  context: GraphContext,
  planned: PlannedLayer,
  layer: Extract<PlannedLayer["layer"], { kind: "conv2d" | "depthwiseConv2d" }>,
  x: string,
  at: string,
): string {
  const { graph, tensors } = context;
  const { name, shape } = parameterOf(planned, "kernel");
  const isDepthwise = layer.kind === "depthwiseConv2d";
  const from = isDepthwise ? [...shape, 1] : shape;
  const kernel = transposed(tensorFor(planned, "kernel", tensors), from, isDepthwise ? [2, 3, 0, 1] : [3, 2, 0, 1]);
  const inputs = [x, graph.weights(name, kernel.shape, kernel.values)];
  if (layer.bias) inputs.push(addParameter(context, planned, "bias"));
  return graph.add(`${at}.${layer.kind}`, "Conv", inputs, {
    kernel_shape: layer.kernel,
    strides: layer.strides,
    dilations: layer.dilations,
    pads: paddings(planned, layer),
    group: isDepthwise ? planned.input[2] : 1,
  });
}

function addParameter({ graph, tensors }: GraphContext, planned: PlannedLayer, role: Role): string {
  const { name, shape } = parameterOf(planned, role);
  return graph.weights(name, shape, tensorFor(planned, role, tensors));
}

type Role = Parameters<typeof parameterOf>[1];
