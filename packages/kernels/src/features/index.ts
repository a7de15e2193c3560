export { type Arena, read, withScratch, write } from "../common/arena.ts";
export { cleanSamples, frameEnergies } from "./condition.ts";
export { createExtractor, type Extractor } from "./extractor.ts";
export type { FeatureKernels } from "./feature-kernels.ts";
export { createFeatureStream, type FeatureStream } from "./feature-stream.ts";
