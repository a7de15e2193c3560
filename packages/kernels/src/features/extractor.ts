import {
  type FeatureSpec,
  type Features,
  featureSpecSchema,
  type Memory,
  nCoefficientsOf,
  validated,
} from "@undertone/core";
import { read, reserve, withScratch } from "../common/arena.ts";
import { lasting } from "../common/lasting.ts";
import { appendDeltas } from "./append-deltas.ts";
import type { FeatureKernels } from "./feature-kernels.ts";
import { createFrameMaker, reserveSamples } from "./frame-maker.ts";
import { nFramesOf } from "./framing.ts";
import { planFeatures } from "./plan.ts";

/** Samples that are taken at once: few enough to stay in a processor's cache from their copying to their windowing. */
const PIECE = 16_384;

/** Turns waveforms into features by one spec, whose tables it holds in the module's memory. */
export interface Extractor {
  /** columns of the result */
  nCoefficients: number;
  /**
   * MFCC or log-mel with their energy, and their deltas behind them: [nFrames, nCoefficients], as many frames as
   * FeatureSpec's `framing` says. No sample gives no frame; silence gives the logs of the floors.
   *
   * @param samples  [n], at the spec's sample rate
   * @param memory   for the result, fresh unless given
   * @throws RangeError if a sample is not finite or over 1e9 in magnitude: `samples[123] is NaN, expected a finite number`
   */
  extract(samples: Float32Array, memory?: Memory): Features;
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
    extract: (samples, memory) => extract(wasm, plan.value, checked, samples, memory),
    dispose: plan.dispose,
  };
}

function extract(
  wasm: FeatureKernels,
  plan: number,
  spec: FeatureSpec,
  samples: Float32Array,
  memory?: Memory,
): Features {
  const nFrames = nFramesOf(spec, samples.length);
  const rowLength = nCoefficientsOf(spec);
  return withScratch(wasm, () => {
    const values = reserve(wasm, nFrames * rowLength);
    const clip = spec.topDb === null ? 0 : reserve(wasm, (nFrames + 3) * spec.nMels);
    const frames = createFrameMaker(wasm, plan, spec, reserveSamples(wasm, spec, PIECE), PIECE);
    let nDone = 0;
    const make = (n: number) => {
      if (n === 0) return;
      const row = values + nDone * rowLength * Float32Array.BYTES_PER_ELEMENT;
      frames.make(n, row, rowLength, clip && clip + nDone * spec.nMels * Float32Array.BYTES_PER_ELEMENT);
      nDone += n;
    };
    for (let at = 0; at < samples.length; at += PIECE) {
      frames.append(samples, at, Math.min(at + PIECE, samples.length));
      make(frames.ready & ~3); // whole blocks of four lanes
    }
    frames.end();
    make(frames.ready);
    if (nFrames === 0) return { values: new Float32Array(0), nFrames };
    if (clip > 0) wasm.finishFeatures(plan, clip, nFrames, values, rowLength);
    appendDeltas(wasm, spec, values, nFrames);
    return { values: read(wasm, values, nFrames * rowLength, memory), nFrames };
  });
}
