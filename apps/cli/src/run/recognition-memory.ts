import { type Bundle, networkOf, randomAt } from "@undertone/core";
import { createInputPipeline } from "@undertone/features";
import { loadInference } from "@undertone/kernels/inference";
import { createNetworkRunner } from "@undertone/runtime";
import { CommandError, rejecting } from "../errors.ts";

/**
 * Bytes of Wasm memory after a recognition of as much noise as the network takes in: kernels, tables, weights, activations
 * and the waveform itself.
 *
 * @throws CommandError if the bundle cannot be run here
 */
export async function recognitionMemory(bundle: Bundle, file: string): Promise<number> {
  const { input, tensors } = bundle;
  const { sampleRate, hopLength } = input.features;
  const wasm = await loadInference();
  const [mean, standardDeviation] = [tensors.get("input.mean"), tensors.get("input.standardDeviation")];
  rejecting(
    CommandError,
    () => {
      const statistics = mean && standardDeviation ? { mean, standardDeviation } : undefined;
      const pipeline = createInputPipeline(wasm, input, statistics);
      const runner = createNetworkRunner(wasm, networkOf(bundle), tensors);
      const random = randomAt(1, "synthesize");
      const samples = Float32Array.from({ length: input.nFrames * input.averageFrames * hopLength }, () =>
        random.between(-0.1, 0.1),
      );
      const { values, length } = pipeline.input({ samples, sampleRate });
      runner.probabilities(values, length);
    },
    `${file}: `,
  );
  return wasm.memory.buffer.byteLength;
}
