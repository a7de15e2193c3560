import type { Arena } from "../common/arena.ts";

/** The feature kernels of a running module, as dsp.wasm has them; documented in assembly/dsp. */
export interface FeatureKernels extends Arena {
  planFeatures(
    sampleRate: number,
    nFft: number,
    winLength: number,
    hopLength: number,
    window: number,
    symmetric: number,
    fullScale: number,
    removeDc: number,
    preEmphasis: number,
    magnitude: number,
    nMels: number,
    fMin: number,
    fMax: number,
    htk: number,
    equalArea: number,
    overMels: number,
    decibel: number,
    logFloor: number,
    topDb: number,
    nMfcc: number,
    dctNorm: number,
    lifter: number,
    lifterOffset: number,
    c0: number,
    energy: number,
    windowed: number,
    energyFloor: number,
  ): number;
  framedLength(plan: number, nFrames: number): number;
  extractFeatures(
    plan: number,
    samples: number,
    nFrames: number,
    values: number,
    rowLength: number,
    logMels: number,
  ): void;
  finishFeatures(plan: number, logMels: number, nFrames: number, values: number, rowLength: number): void;
  frameLogEnergies(plan: number, samples: number, nFrames: number, energies: number, rowLength: number): void;
  preEmphasize(x: number, length: number, preEmphasis: number, before: number): void;
  delta(x: number, nFrames: number, columns: number, rowLength: number, to: number, width: number, order: number): void;
  regressionDelta(
    x: number,
    nFrames: number,
    columns: number,
    rowLength: number,
    to: number,
    width: number,
    order: number,
  ): void;
  cleanSamples(samples: number, length: number): number;
  removeMean(x: number, length: number): void;
  frameEnergies(x: number, winLength: number, hopLength: number, nFrames: number, energies: number): void;
  powerRatio(decibels: number): number;
}
