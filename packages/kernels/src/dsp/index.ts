export { applyGain } from "./apply-gain.ts";
export { createResampler, type Resampler } from "./create-resampler.ts";
export { gaussianNoise, type NoiseSeed } from "./gaussian-noise.ts";
export { type Dsp, dspBytes, loadDsp } from "./load.ts";
export { mixAtSnr } from "./mix-at-snr.ts";
export { profileStages, type Stage } from "./profile-stages.ts";
export { resample } from "./resample.ts";
export type { ResampleQuality } from "./resample-filter.ts";
export { type Warp, warpMatrix } from "./warp-matrix.ts";
