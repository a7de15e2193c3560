import { type Network, type PlannedLayer, paddingBefore, type Shape, sizeOf } from "@undertone/core";

type Tensors = ReadonlyMap<string, Float32Array>;

/** A network in float64, layer by layer as `Layer` describes them, with nothing folded or packed: its probabilities. */
export function referenceProbabilities(network: Network, tensors: Tensors, x: Float32Array, length: number): number[] {
  const logits = network.layers.reduce((values, planned) => forward(planned, tensors, values, length), [...x]);
  const exponentials = logits.map((logit) => Math.exp(logit - Math.max(...logits)));
  const sum = exponentials.reduce((a, b) => a + b);
  return exponentials.map((value) => value / sum);
}

function forward(planned: PlannedLayer, tensors: Tensors, x: number[], length: number): number[] {
  const { layer, input, output, timeStride, parameters, inner } = planned;
  const weights = (role: string) => tensors.get(parameters.find((one) => one.role === role)?.name ?? "")!;
  const rectified = (values: number[], relu: boolean) => (relu ? values.map((value) => Math.max(value, 0)) : values);

  switch (layer.kind) {
    case "conv2d": {
      const [kernel, bias] = [weights("kernel"), weights("bias")];
      return eachOutput(output, (t, f, o) => {
        let sum = layer.bias ? bias[o] : 0;
        eachTap(input, layer.kernel, layer.strides, layer.dilations, layer.padding, t, f, (tap, at) => {
          for (let c = 0; c < input[2]; c++) {
            sum += x[at * input[2] + c] * kernel[(tap * input[2] + c) * output[2] + o];
          }
        });
        return sum;
      });
    }
    case "depthwiseConv2d": {
      const [kernel, bias] = [weights("kernel"), weights("bias")];
      return eachOutput(output, (t, f, c) => {
        let sum = layer.bias ? bias[c] : 0;
        eachTap(input, layer.kernel, layer.strides, layer.dilations, layer.padding, t, f, (tap, at) => {
          sum += x[at * input[2] + c] * kernel[tap * input[2] + c];
        });
        return sum;
      });
    }
    case "maxPool":
      return eachOutput(output, (t, f, o) => {
        let largest = Number.NEGATIVE_INFINITY;
        eachTap(input, layer.size, layer.strides, [1, 1], layer.padding, t, f, (_, at) => {
          largest = Math.max(largest, x[at * input[2] + o]);
        });
        return largest;
      });
    case "batchNorm": {
      const [gamma, beta] = [weights("gamma"), weights("beta")];
      const [mean, variance] = [weights("movingMean"), weights("movingVariance")];
      const normalized = x.map((value, i) => {
        const c = i % input[2];
        return (gamma[c] * (value - mean[c])) / Math.sqrt(variance[c] + 0.001) + beta[c];
      });
      return rectified(normalized, layer.relu);
    }
    case "relu":
      return rectified(x, true);
    case "residual": {
      const branch = inner.reduce((values, one) => forward(one, tensors, values, length), x);
      return x.map((value, i) => value + branch[i]);
    }
    case "statisticsPool": {
      const n = Math.min(input[0], Math.ceil(length / timeStride)) * input[1];
      const channels = Array.from({ length: input[2] }, (_, c) =>
        Array.from({ length: n }, (_, p) => x[p * input[2] + c]),
      );
      const means = channels.map((values) => values.reduce((a, b) => a + b) / n);
      const deviations = channels.map((values, c) =>
        Math.sqrt(values.reduce((sum, value) => sum + (value - means[c]) ** 2, 0) / n + 1e-5),
      );
      return layer.deviation ? [...means, ...deviations] : means;
    }
    case "dense": {
      const [kernel, bias] = [weights("kernel"), weights("bias")];
      const products = Array.from(bias, (start, unit) =>
        x.reduce((sum, value, i) => sum + value * kernel[i * layer.units + unit], start),
      );
      return rectified(products, layer.relu);
    }
    default:
      return x;
  }
}

function eachOutput([time, frequency, channels]: Shape, value: (t: number, f: number, o: number) => number): number[] {
  return Array.from({ length: sizeOf([time, frequency, channels]) }, (_, i) => {
    const p = Math.floor(i / channels);
    return value(Math.floor(p / frequency), p % frequency, i % channels);
  });
}

/** Calls `visit(tap, position)` for each tap of the window at (t, f) that lies within the input. */
function eachTap(
  [time, frequency]: Shape,
  size: readonly [number, number],
  strides: readonly [number, number],
  dilations: readonly [number, number],
  padding: "same" | "valid",
  t: number,
  f: number,
  visit: (tap: number, position: number) => void,
): void {
  const top = paddingBefore(time, size[0], strides[0], dilations[0], padding);
  const left = paddingBefore(frequency, size[1], strides[1], dilations[1], padding);
  for (let i = 0; i < size[0]; i++) {
    for (let j = 0; j < size[1]; j++) {
      const [row, column] = [t * strides[0] - top + i * dilations[0], f * strides[1] - left + j * dilations[1]];
      if (row < 0 || row >= time || column < 0 || column >= frequency) continue;
      visit(i * size[1] + j, row * frequency + column);
    }
  }
}
