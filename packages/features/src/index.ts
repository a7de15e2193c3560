export { augmentWaveform } from "./augment-waveform.ts";
export {
  type Augmentation,
  type AugmentationSpec,
  augmentationSpecSchema,
  drawAugmentation,
  type Mask,
} from "./augmentation.ts";
export { featureFingerprint } from "./feature-fingerprint.ts";
export { createInputPipeline, type InputPipeline } from "./input-pipeline.ts";
export { maskInput } from "./mask-input.ts";
export type { PitchShiftSpec } from "./pitch-shift.ts";
export type { SpeedSpec } from "./speed.ts";
export type { NetworkInput } from "./standardize.ts";
export { fitStatistics, type Statistics } from "./statistics.ts";
export type { TimeStretchSpec } from "./time-stretch.ts";
export { warpFeatures } from "./warp-features.ts";
export type { WaveformDraws, WaveformSpecs } from "./waveform-augmentations.ts";
