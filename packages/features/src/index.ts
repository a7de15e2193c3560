export { augmentWaveform } from "./augment-waveform.ts";
export {
  type Augmentation,
  type AugmentationSpec,
  augmentationSpecSchema,
  drawAugmentation,
  type Mask,
  NO_AUGMENTATION,
} from "./augmentation.ts";
export type { BackgroundSpec } from "./background.ts";
export type { BandLimitSpec } from "./band-limit.ts";
export type { ColoredNoiseSpec } from "./colored-noise.ts";
export { featureFingerprint, fixedStatistics, fixedWaveform } from "./feature-fingerprint.ts";
export type { ImpulseResponseSpec } from "./impulse-response.ts";
export { createInputMemory, type InputMemory } from "./input-memory.ts";
export { createInputPipeline, type InputPipeline } from "./input-pipeline.ts";
export { maskInput } from "./mask-input.ts";
export type { PitchShiftSpec } from "./pitch-shift.ts";
export { type PrincipalComponents, principalComponents } from "./principal-components.ts";
export { assertRecordings, type Recordings } from "./recordings.ts";
export type { ReverberationSpec } from "./reverberation.ts";
export type { SpeedSpec } from "./speed.ts";
export type { NetworkInput } from "./standardize.ts";
export { fitStatistics, type Statistics } from "./statistics.ts";
export type { TimeShiftSpec } from "./time-shift.ts";
export {
  type Clock,
  type StageTiming,
  type TimedClip,
  type TimingOptions,
  type Timings,
  timeStages,
  WHOLE,
} from "./time-stages.ts";
export type { TimeStretchSpec } from "./time-stretch.ts";
export { warpFeatures } from "./warp-features.ts";
export { recordingsUsed, type WaveformDraws, type WaveformSpecs } from "./waveform-augmentations.ts";
