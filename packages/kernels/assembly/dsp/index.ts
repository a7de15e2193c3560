export { alloc, mark, release } from "../common/memory";
export { applyGain } from "./apply-gain";
export * from "./features";
export { gaussianNoise } from "./gaussian-noise";
export { mixAtSnr } from "./mix-at-snr";
export { interpolatedFir, polyphaseFir } from "./polyphase-fir";
export { profileStage } from "./profile-stage";
export { planResampleFilter } from "./resample-filter";
export { warpMatrix } from "./warp-matrix";
