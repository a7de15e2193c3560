import { type FeatureSpec, featureSpecSchema, validated } from "@undertone/core";
import { withScratch } from "../common/arena.ts";
import { lasting } from "../common/lasting.ts";
import type { FeatureKernels } from "./feature-kernels.ts";
import { nFramesOf, planFeatures, writeFramed } from "./plan.ts";

/** One stage of the feature kernels, ready to be timed. */
export interface Stage {
  name: string;
  /** Runs the stage over all frames of the signal; again gives the same. */
  run(): void;
}

const STAGES = ["window", "FFT", "power spectrum", "mel spectrum", "logarithm", "DCT"] as const;

/**
 * The stages of feature extraction over one signal, in order: the kernels that `extract` runs, each alone. Every stage
 * has run once when this returns. Log-mel has no DCT.
 *
 * @param samples  [n], n > 0
 * @returns        the stages, and `dispose` for the memory they hold
 * @throws RangeError if the spec is not valid or a sample cannot be used
 */
export function profileStages(
  wasm: FeatureKernels,
  spec: FeatureSpec,
  samples: Float32Array,
): { stages: Stage[]; dispose(): void } {
  const checked = validated(featureSpecSchema, spec, "features");
  if (samples.length === 0) throw new RangeError("samples has 0 values, expected at least 1");
  const nFrames = nFramesOf(checked, samples.length);

  const { value, dispose } = lasting(wasm, "the profile", () => {
    const plan = planFeatures(wasm, checked);
    const framed = writeFramed(wasm, plan, checked, samples);
    const windowed = wasm.alloc(2 * checked.nFft * Float64Array.BYTES_PER_ELEMENT);
    return { plan, framed, windowed };
  });
  const stages = STAGES.slice(0, checked.kind === "mfcc" ? 6 : 5).map((name, stage) => ({
    name,
    run: () => withScratch(wasm, () => wasm.profileStage(value.plan, stage, value.framed, nFrames, value.windowed)),
  }));
  for (const stage of stages) stage.run();
  return { stages, dispose };
}
