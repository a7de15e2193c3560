import { type Bundle, randomAt } from "@undertone/core";
import { loadEngine } from "@undertone/kernels/engine";
import { compileProgram } from "./compile-program.ts";
import { loadProgram } from "./load-program.ts";

/**
 * Bytes of Wasm memory after a recognition of as much noise as the network takes in: kernels, tables, weights, activations
 * and the waveform itself.
 *
 * @param bundle  valid
 * @throws RangeError if it takes more memory than there is, or as `compileProgram`
 */
export async function recognitionMemory(bundle: Bundle): Promise<number> {
  const { input } = bundle;
  const engine = await loadEngine();
  loadProgram(engine, compileProgram(bundle));
  const length = input.nFrames * input.averageFrames * input.features.hopLength;
  const random = randomAt(1, "synthesize");
  const samples = Float32Array.from({ length }, () => random.between(-0.1, 0.1));
  // Reserving may grow the memory, which takes another buffer then.
  const address = engine.reserve(length);
  new Float32Array(engine.memory.buffer, address, length).set(samples);
  engine.run(length);
  return engine.memory.buffer.byteLength;
}
