import { type Bundle, randomAt } from "@undertone/core";
import { loadEngine } from "@undertone/kernels/engine";
import { compileProgram, loadProgram } from "@undertone/runtime";
import { CommandError, rejecting } from "../errors.ts";

/**
 * Bytes of Wasm memory after a recognition of as much noise as the network takes in: kernels, tables, weights, activations
 * and the waveform itself.
 *
 * @throws CommandError if the bundle cannot be run here
 */
export async function recognitionMemory(bundle: Bundle, file: string): Promise<number> {
  const { input } = bundle;
  const engine = await loadEngine();
  rejecting(CommandError, () => loadProgram(engine, compileProgram(bundle)), `${file}: `);
  const length = input.nFrames * input.averageFrames * input.features.hopLength;
  const random = randomAt(1, "synthesize");
  const samples = Float32Array.from({ length }, () => random.between(-0.1, 0.1));
  // Reserving may grow the memory, which takes another buffer then.
  const address = engine.reserve(length);
  new Float32Array(engine.memory.buffer, address, length).set(samples);
  engine.run(length);
  return engine.memory.buffer.byteLength;
}
