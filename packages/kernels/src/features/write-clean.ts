import { write } from "../common/arena.ts";
import type { FeatureKernels } from "./feature-kernels.ts";

/**
 * Cleans samples already in memory, in place: |x| < 1e-10 becomes 0.
 *
 * @param address  where `samples` were copied
 * @param name     what the message calls them
 * @throws RangeError if a sample is not finite or over 1e9 in magnitude, naming the first
 */
export function clean(wasm: FeatureKernels, address: number, samples: Float32Array, name = "samples"): void {
  const refused = wasm.cleanSamples(address, samples.length);
  if (refused >= 0) throw refusal(samples, refused, name);
}

/** What is wrong with the sample at `index`: `samples[123] is NaN, expected a finite number`. */
export function refusal(samples: Float32Array, index: number, name = "samples"): RangeError {
  const rule = Number.isFinite(samples[index]) ? "a magnitude of at most 1e9" : "a finite number";
  return new RangeError(`${name}[${index}] is ${samples[index]}, expected ${rule}`);
}

/** Copies samples into fresh memory and cleans them; returns their address. @throws RangeError as `clean` */
export function writeClean(wasm: FeatureKernels, samples: Float32Array, name = "samples"): number {
  const address = write(wasm, samples);
  clean(wasm, address, samples, name);
  return address;
}
