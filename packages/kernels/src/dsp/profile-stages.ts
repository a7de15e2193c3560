import { type FeatureSpec, featureSpecSchema, validated } from "@undertone/core";
import { withScratch } from "../common/arena.ts";
import { lasting } from "../common/lasting.ts";
import { nFramesOf } from "../features/framing.ts";
import { planFeatures } from "../features/plan.ts";
import { writeFramed } from "../features/write-framed.ts";
import type { Dsp } from "./load.ts";

/** One stage of the feature kernels, ready to be timed. */
export interface Stage {
  name: string;
  /** Runs the stage over all frames of the signal; again gives the same. */
  run(): void;
}

// The power spectrum is fused with the last pass of the FFT, which counts there.
const STAGES = ["window", "FFT", "power spectrum", "mel spectrum", "logarithm", "DCT"] as const;

/**
 * The stages of feature extraction over one signal, in order: the kernels that `extract` runs, each alone. Every stage
 * has run once when this returns. Log-mel has no DCT.
 *
 * @param samples  [n], n > 0
 * @returns        the stages, and `dispose` for the memory they hold
 * @throws RangeError if the spec is not valid, a sample cannot be used, or there is no frame
 */
export function profileStages(
  dsp: Dsp,
  spec: FeatureSpec,
  samples: Float32Array,
): { stages: Stage[]; dispose(): void } {
  const checked = validated(featureSpecSchema, spec, "features");
  if (samples.length === 0) throw new RangeError("samples has 0 values, expected at least 1");
  const nFrames = nFramesOf(checked, samples.length);
  if (nFrames === 0) throw new RangeError(`samples has ${samples.length} values, expected enough for a frame`);

  const { value, dispose } = lasting(dsp, "the profile", () => {
    const plan = planFeatures(dsp, checked);
    const framed = writeFramed(dsp, plan, checked, samples);
    const windowed = dsp.alloc(2 * checked.nFft * Float64Array.BYTES_PER_ELEMENT);
    return { plan, framed, windowed };
  });
  const stages = STAGES.slice(0, checked.kind === "mfcc" ? 6 : 5).map((name, stage) => ({
    name,
    run: () => withScratch(dsp, () => dsp.profileStage(value.plan, stage, value.framed, nFrames, value.windowed)),
  }));
  for (const stage of stages) stage.run();
  return { stages, dispose };
}
