import type { Tensor2D } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { sizeOf, type Waveform } from "@undertone/core";
import { createInputPipeline } from "@undertone/features";
import { forward } from "./forward.ts";
import type { Model } from "./model.ts";
import { stackInputs } from "./network-input.ts";
import type { TrainingEnvironment } from "./train.ts";

/**
 * The probabilities of each waveform's labels by the network as it was trained, on the training backend: what the
 * runtime is held to.
 *
 * @returns  [nWaveforms][nClasses]
 */
export function predict(
  model: Model,
  waveforms: readonly Waveform[],
  { dsp }: Pick<TrainingEnvironment, "dsp" | "backend">,
): Float32Array[] {
  const { recipe, network, statistics } = model;
  const [nFrames, nCoefficients] = network.layers[0].input;
  const pipeline = createInputPipeline(dsp, recipe.input, statistics ?? undefined);
  try {
    return waveforms.map((waveform) =>
      tf.tidy(() => {
        const { values, lengths } = stackInputs([pipeline.input(waveform)]);
        const weights = new Map(
          network.parameters.map(({ name, shape }) => [name, tf.tensor(model.weights.get(name)!, shape)]),
        );
        const x = tf.tensor4d(values, [1, nFrames, nCoefficients, 1]);
        const logits: Tensor2D = forward(network.layers, x, { weights, lengths, training: null });
        return (tf.softmax(logits).dataSync() as Float32Array).slice(0, sizeOf(logits.shape));
      }),
    );
  } finally {
    pipeline.dispose();
  }
}
