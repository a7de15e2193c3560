import {
  type FeatureSpec,
  type Features,
  featureSpecSchema,
  nCoefficientsOf,
  nStaticsOf,
  validated,
} from "@undertone/core";
import { read, reserve, withScratch } from "../common/arena.ts";
import { lasting } from "../common/lasting.ts";
import type { FeatureKernels } from "./feature-kernels.ts";
import { nFramesOf } from "./framing.ts";
import { planFeatures } from "./plan.ts";
import { writeFramed } from "./write-framed.ts";

/** Turns waveforms into features by one spec, whose tables it holds in the module's memory. */
export interface Extractor {
  /** columns of the result */
  nCoefficients: number;
  /**
   * MFCC or log-mel, and their deltas behind them, of centered frames: [1 + ⌊n / hopLength⌋, nCoefficients]. No sample
   * gives no frame; silence gives the log of the floor.
   *
   * @param samples  [n], at the spec's sample rate
   * @throws RangeError if a sample is not finite or over 1e9 in magnitude: `samples[123] is NaN, expected a finite number`
   */
  extract(samples: Float32Array): Features;
  /** Gives the tables' memory back; extractors of one module go in reverse order. @throws Error in any other order */
  dispose(): void;
}

/**
 * Makes an extractor; its tables stay in the module's memory until `dispose`. A logFloor below 1e-25 counts as 1e-25.
 *
 * @throws RangeError if the spec is not valid
 */
export function createExtractor(wasm: FeatureKernels, spec: FeatureSpec): Extractor {
  const checked = validated(featureSpecSchema, spec, "features");
  const nCoefficients = nCoefficientsOf(checked);
  const plan = lasting(wasm, "the extractor", () => planFeatures(wasm, checked));
  return {
    nCoefficients,
    extract: (samples) => extract(wasm, plan.value, checked, samples),
    dispose: plan.dispose,
  };
}

function extract(wasm: FeatureKernels, plan: number, spec: FeatureSpec, samples: Float32Array): Features {
  const nFrames = nFramesOf(spec, samples.length);
  const rowLength = nCoefficientsOf(spec);
  const columns = nStaticsOf(spec);
  return withScratch(wasm, () => {
    const framed = writeFramed(wasm, plan, spec, samples);
    if (nFrames === 0) return { values: new Float32Array(0), nFrames };
    const values = reserve(wasm, nFrames * rowLength);
    wasm.extractFeatures(plan, framed, nFrames, values, rowLength);
    if (spec.energy !== "none") {
      const column = spec.energy === "first" ? 0 : columns - 1;
      const energies = values + column * Float32Array.BYTES_PER_ELEMENT;
      wasm.frameLogEnergies(plan, framed, nFrames, energies, rowLength);
    }
    for (let order = 1; order <= spec.deltas; order++) {
      const to = values + order * columns * Float32Array.BYTES_PER_ELEMENT;
      wasm.delta(values, nFrames, columns, rowLength, to, spec.deltaWidth, order);
    }
    return { values: read(wasm, values, nFrames * rowLength), nFrames };
  });
}
