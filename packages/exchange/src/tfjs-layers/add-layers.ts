import { BATCH_NORM_EPSILON, float32Bytes, type PlannedLayer, parameterOf, tensorFor } from "@undertone/core";
import { dilatedKernel } from "./dilated-kernel.ts";
import { addStatisticsPool, type PoolContext } from "./statistics-pool.ts";
import { type Activation, asImage, asRow, type LayerWeight, layerName, type TopologyBuilder } from "./topology.ts";

/** What all layers of a model share. */
export interface TopologyContext extends PoolContext {
  /** by parameter name */
  tensors: ReadonlyMap<string, Float32Array>;
}

/** Adds layers one behind the other; `prefix` is that of their positions: "5." within residual layer 5. */
export function addLayers(
  context: TopologyContext,
  layers: readonly PlannedLayer[],
  x: Activation,
  prefix = "",
): Activation {
  return layers.reduce((activation, planned, i) => addLayer(context, planned, activation, `${prefix}${i}`), x);
}

function addLayer(context: TopologyContext, planned: PlannedLayer, x: Activation, at: string): Activation {
  const { topology, tensors } = context;
  const { layer, input, inner } = planned;
  const image = () => asImage(topology, x, input, at);
  const add = (className: string, from: string[], config: Record<string, unknown> = {}, weights: LayerWeight[] = []) =>
    topology.add(layerName(at, layer.kind), className, from, config, weights);
  const toImage = (name: string): Activation => ({ name, isRow: false });
  const toRow = (name: string): Activation => ({ name, isRow: true });
  const weight = (role: Parameters<typeof parameterOf>[1], name: string): LayerWeight => ({
    name,
    shape: parameterOf(planned, role).shape,
    bytes: float32Bytes(tensorFor(planned, role, tensors)),
  });

  switch (layer.kind) {
    case "conv2d":
    case "depthwiseConv2d": {
      const { strides, padding, bias } = layer;
      const { kernel, size, dilations } = dilatedKernel(planned, layer, tensors);
      const config = { kernel_size: size, strides, padding, dilation_rate: dilations, use_bias: bias };
      const weights = [kernel, ...(bias ? [weight("bias", "bias")] : [])];
      return layer.kind === "conv2d"
        ? toImage(add("Conv2D", [image()], { filters: layer.filters, ...config }, weights))
        : toImage(add("DepthwiseConv2D", [image()], { depth_multiplier: 1, ...config }, weights));
    }
    case "batchNorm": {
      const weights = [
        weight("gamma", "gamma"),
        weight("beta", "beta"),
        weight("movingMean", "moving_mean"),
        weight("movingVariance", "moving_variance"),
      ];
      const name = add("BatchNormalization", [x.name], { axis: -1, epsilon: BATCH_NORM_EPSILON }, weights);
      return { ...x, name: layer.relu ? addRelu(topology, name, at) : name };
    }
    case "relu":
      return { ...x, name: addRelu(topology, x.name, at) };
    case "maxPool": {
      const { size, strides, padding } = layer;
      return toImage(add("MaxPooling2D", [image()], { pool_size: size, strides, padding }));
    }
    case "frequencyToChannels":
      return toImage(add("Reshape", [image()], { target_shape: planned.output }));
    case "residual": {
      const branch = addLayers(context, inner, x, `${at}.`);
      const isRow = x.isRow && branch.isRow;
      const terms = [x, branch].map((one, i) => (isRow ? one.name : asImage(topology, one, input, `${at}.term${i}`)));
      return { name: add("Add", terms), isRow };
    }
    case "statisticsPool":
      return toRow(addStatisticsPool(context, planned, layer.deviation, image(), at));
    case "dense": {
      const config = { units: layer.units, activation: layer.relu ? "relu" : "linear", use_bias: true };
      const weights = [weight("kernel", "kernel"), weight("bias", "bias")];
      return toRow(add("Dense", [asRow(topology, x, input, at)], config, weights));
    }
    case "flatten":
      return toRow(asRow(topology, x, input, at));
    case "dropout":
      return x;
  }
}

function addRelu(topology: TopologyBuilder, x: string, at: string): string {
  return topology.add(layerName(at, "rectified"), "Activation", [x], { activation: "relu" });
}
