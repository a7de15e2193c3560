import * as tf from "@tensorflow/tfjs-core";
import type { Waveform } from "@undertone/core";
import { createInputPipeline } from "@undertone/features";
import { forward } from "./forward.ts";
import { freeingTensors } from "./freeing-tensors.ts";
import type { Model } from "./model.ts";
import { inputTensor, stackInputs } from "./network-input.ts";
import type { TrainingEnvironment } from "./train.ts";

/**
 * The probabilities of each waveform's labels by the network as it was trained, on the training backend: what the
 * runtime is held to.
 *
 * @returns  [nWaveforms][nClasses]
 * @throws BackendError if another backend of tfjs is active
 */
export function predict(
  model: Model,
  waveforms: readonly Waveform[],
  { dsp, backend }: Pick<TrainingEnvironment, "dsp" | "backend">,
): Float32Array[] {
  backend.assertActive();
  const { recipe, network, statistics } = model;
  const pipeline = createInputPipeline(dsp, recipe.input, statistics ?? undefined);
  try {
    return freeingTensors(() => {
      const weights = new Map(
        network.parameters.map(({ name, shape }) => [name, tf.tensor(model.weights.get(name)!, shape)]),
      );
      const probabilities = (waveform: Waveform): Float32Array => {
        const batch = stackInputs([waveform], pipeline.input);
        const context = { weights, lengths: batch.lengths, training: null };
        return tf.softmax(forward(network.layers, inputTensor(network, batch), context)).dataSync<"float32">();
      };
      return waveforms.map((waveform) => freeingTensors(() => probabilities(waveform)));
    });
  } finally {
    pipeline.dispose();
  }
}
