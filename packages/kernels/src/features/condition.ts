import { read, reserve, withScratch, write } from "../common/arena.ts";
import type { FeatureKernels } from "./feature-kernels.ts";
import { writeClean } from "./write-clean.ts";

/**
 * Samples fit to compute with: |x| < 1e-10 becomes 0, and then the mean is subtracted where `withoutMean`.
 *
 * @param samples  [n]
 * @returns        a copy, [n]
 * @throws RangeError if a sample is not finite or over 1e9 in magnitude: `samples[123] is NaN, expected a finite number`
 */
export function cleanSamples(wasm: FeatureKernels, samples: Float32Array, withoutMean: boolean): Float32Array {
  return withScratch(wasm, () => {
    const cleaned = writeClean(wasm, samples);
    if (withoutMean) wasm.removeMean(cleaned, samples.length);
    return read(wasm, cleaned, samples.length);
  });
}

/**
 * Energies of the frames that fit into the samples: Σ samples[t · hopLength + i]², i < winLength.
 *
 * @param samples  [n], finite
 * @returns        [1 + ⌊(n - winLength) / hopLength⌋]; none if n < winLength
 */
export function frameEnergies(
  wasm: FeatureKernels,
  samples: Float32Array,
  { winLength, hopLength }: { winLength: number; hopLength: number },
): Float32Array {
  if (samples.length < winLength) return new Float32Array(0);
  const nFrames = 1 + Math.floor((samples.length - winLength) / hopLength);
  return withScratch(wasm, () => {
    const energies = reserve(wasm, nFrames);
    wasm.frameEnergies(write(wasm, samples), winLength, hopLength, nFrames, energies);
    return read(wasm, energies, nFrames);
  });
}
