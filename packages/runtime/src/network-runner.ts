import { nCoefficientsOf } from "@undertone/core";
import { loadEngine, STATUS } from "@undertone/kernels/engine";
import { type Compilable, compileProgram } from "./compile-program.ts";
import { loadProgram } from "./load-program.ts";

/** A bundle's network alone on an engine of its own, for inputs made elsewhere. */
export interface NetworkRunner {
  /**
   * @param values  [nFrames, nCoefficients], the network's input
   * @param length  rows of it that are not padding
   * @returns       [nOutputs], the softmax of the logits
   * @throws RangeError if values has the wrong size, length is not a whole number from 1 to nFrames, or the weights are so
   *         large that the result is not finite
   */
  probabilities(values: Float32Array, length: number): Float32Array<ArrayBuffer>;
}

/** @throws RangeError as `compileProgram`, or if a tensor is missing */
export async function createNetworkRunner(bundle: Compilable): Promise<NetworkRunner> {
  const { nFrames, features } = bundle.input;
  const size = nFrames * nCoefficientsOf(features);
  const program = compileProgram(bundle);
  const engine = await loadEngine();
  loadProgram(engine, program);

  return {
    probabilities(values, length) {
      if (values.length !== size) throw new RangeError(`input has ${values.length} values, expected ${size}`);
      if (!Number.isInteger(length) || length < 1 || length > nFrames) {
        throw new RangeError(`length is ${length}, expected a whole number from 1 to ${nFrames}`);
      }
      new Float32Array(engine.memory.buffer, engine.inputAddress(), size).set(values);
      const status = engine.runNetwork(length);
      const answer = new Float32Array(engine.memory.buffer, engine.probabilities(), bundle.labels.length).slice();
      if (status !== STATUS.ok) throw new RangeError(`probabilities are ${answer.join(", ")}, expected numbers`);
      return answer;
    },
  };
}
