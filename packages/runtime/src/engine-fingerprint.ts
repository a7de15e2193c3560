import { type InputSpec, type Layer, nCoefficientsOf, sha256Hex } from "@undertone/core";
import { fixedStatistics, fixedWaveform } from "@undertone/features";
import type { Engine } from "@undertone/kernels/engine";
import { compileProgram } from "./compile-program.ts";
import { loadProgram } from "./load-program.ts";

/** The least of a network. */
const LAYERS: Layer[] = [
  { kind: "statisticsPool", deviation: false },
  { kind: "dense", units: 1, relu: false },
];

/**
 * What `featureFingerprint` of @undertone/features says of a spec, said of the engine's own features: all frames of the fixed
 * waveform, uncropped and as they are, then the network's input. Takes the engine's program from it.
 */
export function engineFingerprint(engine: Engine, input: InputSpec): string {
  const { sampleRate, hopLength } = input.features;
  const nFrames = Math.ceil((2 + Math.floor((2 * sampleRate) / hopLength)) / input.averageFrames);
  const features = inputOf(engine, { ...input, nFrames, normalization: "none" });
  const values = inputOf(engine, input);
  const frames = features.values.subarray(0, features.nRows * nCoefficientsOf(input.features));
  const all = new Float32Array(frames.length + values.values.length);
  all.set(frames);
  all.set(values.values, frames.length);
  return sha256Hex(new Uint8Array(all.buffer));
}

/** What a network of this input would see of the fixed waveform. */
function inputOf(engine: Engine, input: InputSpec): { values: Float32Array; nRows: number } {
  const nCoefficients = nCoefficientsOf(input.features);
  const { mean, standardDeviation } = fixedStatistics(nCoefficients);
  const tensors = new Map([
    ["1.kernel", new Float32Array(1)],
    ["1.bias", new Float32Array(1)],
    ["input.mean", mean],
    ["input.standardDeviation", standardDeviation],
  ]);
  loadProgram(engine, compileProgram({ labels: ["any"], input, layers: LAYERS, tensors }));
  const { samples } = fixedWaveform(input.features.sampleRate);
  const address = engine.reserve(samples.length);
  new Float32Array(engine.memory.buffer, address, samples.length).set(samples);
  engine.run(samples.length);
  const values = new Float32Array(engine.memory.buffer, engine.inputAddress(), input.nFrames * nCoefficients).slice();
  return { values, nRows: engine.nRows() };
}
