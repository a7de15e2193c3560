import { type PlannedLayer, paddingBefore, sizeOf } from "@undertone/core";

/** A network that needs more is none of ours; the engine has the same limits. */
const MAX_BYTES = 2 ** 28;

/** Residuals within residuals, at most. */
const MAX_DEPTH = 16;

/** @throws RangeError if the engine's activations would take more than 256 MiB, or residuals nest more than 16 deep */
export function checkActivations(layers: readonly PlannedLayer[]): void {
  const largest: number[] = [];
  const padded = measure(layers, 0, largest);
  // two of each depth, in turn
  const byteLength = largest.reduce((sum, size) => sum + 8 * size, 4 * padded);
  if (!(byteLength <= MAX_BYTES)) {
    throw new RangeError(`network needs ${byteLength} bytes of activations, expected at most ${MAX_BYTES}`);
  }
}

/** Finds the largest activation of each depth of residuals; returns the largest padded input. */
function measure(layers: readonly PlannedLayer[], depth: number, largest: number[]): number {
  if (depth > MAX_DEPTH && layers.length > 0)
    throw new RangeError(`residuals nest ${depth} deep, expected at most ${MAX_DEPTH}`);
  let padded = 0;
  for (const planned of layers) {
    const size = Math.max(sizeOf(planned.input), sizeOf(planned.output));
    largest[depth] = Math.max(largest[depth] ?? 0, size);
    padded = Math.max(padded, paddedSize(planned), measure(planned.inner, depth + 1, largest));
  }
  return padded;
}

/** Values of a convolution's input with zeros around it. */
function paddedSize({ layer, input, output }: PlannedLayer): number {
  if (layer.kind !== "conv2d" && layer.kind !== "depthwiseConv2d") return 0;
  const { kernel, strides, dilations, padding } = layer;
  const [time, frequency] = [0, 1].map((axis) => {
    const before = paddingBefore(input[axis], kernel[axis], strides[axis], dilations[axis], padding);
    const reach = (output[axis] - 1) * strides[axis] + (kernel[axis] - 1) * dilations[axis] + 1;
    return Math.max(before + input[axis], reach);
  });
  return time * frequency * input[2];
}
