import type { Arena } from "../common/arena.ts";

/** The feature kernels of a running module, dsp.wasm or inference.wasm; documented in assembly/dsp. */
export interface FeatureKernels extends Arena {
  planFeatures(
    sampleRate: number,
    nFft: number,
    winLength: number,
    hopLength: number,
    nMels: number,
    fMin: number,
    fMax: number,
    htk: number,
    equalArea: number,
    decibel: number,
    logFloor: number,
    topDb: number,
    nMfcc: number,
  ): number;
  framedLength(plan: number, nFrames: number): number;
  extractFeatures(plan: number, samples: number, nFrames: number, values: number, rowLength: number): void;
  delta(x: number, nFrames: number, columns: number, rowLength: number, to: number, width: number, order: number): void;
  cleanSamples(samples: number, length: number): number;
  removeMean(x: number, length: number): void;
  frameEnergies(x: number, winLength: number, hopLength: number, nFrames: number, energies: number): void;
  powerRatio(decibels: number): number;
}
