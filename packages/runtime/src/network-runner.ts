import { type Network, type PlannedLayer, sizeOf } from "@undertone/core";
import { read, withScratch, write } from "@undertone/kernels/features";
import { convolutionPadding, createSoftmax, type Inference } from "@undertone/kernels/inference";
import { isConvolution } from "./fuse.ts";
import { networkSteps } from "./network-steps.ts";

/** Activations of one run; a network that needs more is none of ours. */
const MAX_ACTIVATION_BYTES = 2 ** 28;

/** A network ready to run, its weights in Wasm memory. */
export interface NetworkRunner {
  /**
   * @param values  [nFrames, nCoefficients], the network's input
   * @param length  rows of it that are not padding
   * @returns       [nOutputs], the softmax of the logits
   * @throws RangeError if values has the wrong size or length is not a whole number from 1 to nFrames
   */
  probabilities(values: Float32Array, length: number): Float32Array<ArrayBuffer>;
}

/**
 * Writes a network's weights into the arena of `wasm`, batch normalization folded into convolutions.
 *
 * @param tensors  values by parameter name
 * @throws RangeError if a tensor is missing or of the wrong size, or if the activations take more than 256 MiB
 */
export function createNetworkRunner(
  wasm: Inference,
  network: Network,
  tensors: ReadonlyMap<string, Float32Array>,
): NetworkRunner {
  const needed = network.layers.reduce((sum, planned) => sum + activationBytes(planned), 0);
  if (!(needed <= MAX_ACTIVATION_BYTES)) {
    throw new RangeError(`network needs ${needed} bytes of activations, expected at most ${MAX_ACTIVATION_BYTES}`);
  }
  const { input } = network.layers[0];
  const steps = [...networkSteps(wasm, network.layers, tensors), createSoftmax(wasm, network.nOutputs)];

  return {
    probabilities(values, length) {
      if (values.length !== sizeOf(input)) {
        throw new RangeError(`input has ${values.length} values, expected ${sizeOf(input)}`);
      }
      if (!Number.isInteger(length) || length < 1 || length > input[0]) {
        throw new RangeError(`length is ${length}, expected a whole number from 1 to ${input[0]}`);
      }
      return withScratch(wasm, () => {
        const output = steps.reduce((address, step) => step(address, length), write(wasm, values));
        return read(wasm, output, network.nOutputs);
      });
    },
  };
}

/** At most so much does a layer reserve in a run: its output, that of a ReLU behind it, its padded input. */
function activationBytes(planned: PlannedLayer): number {
  const { layer, input, output, inner } = planned;
  const [top, bottom, left, right] = isConvolution(layer) ? convolutionPadding(layer, planned) : [0, 0, 0, 0];
  const padded = (top + input[0] + bottom) * (left + input[1] + right) * input[2];
  const own = 4 * (2 * sizeOf(output) + padded);
  return inner.reduce((sum, one) => sum + activationBytes(one), own);
}
