import { reserve } from "../common/arena.ts";
import type { Dsp } from "./load.ts";

/**
 * How steep the filter is. For 48 to 16 kHz "standard" keeps what lies above 8.4 kHz 100 dB down, "high" what lies above
 * 8 kHz, at 1.7 times the cost; both pass 0 to 7 kHz within 0.01 dB.
 */
export type ResampleQuality = "standard" | "high";

/**
 * Zero crossings to each side and half height of the response in cycles per sample, both at the slower rate: from 48 to
 * 16 kHz 256 taps and 7.664 kHz, or 440 taps and 7.576 kHz.
 */
const SHAPES = {
  standard: { zeroCrossings: 128 / 3, cutoff: 0.479 },
  high: { zeroCrossings: 220 / 3, cutoff: 0.4735 },
};

/** Kaiser's beta for a stop band at -120 dB: 0.1102 (120 - 8.7). */
const BETA = 12.27;

/** Rows per input sample where they are interpolated, at the slower rate: a noise below -125 dB. */
const N_PHASES = 1024;

/** The most rows of which each holds one position exactly, and the most coefficients in them: 1 MiB. */
const MAX_EXACT_ROWS = 1024;
const MAX_EXACT_COEFFICIENTS = 262_144;

/** The filter of one ratio: `toRate` / `fromRate` = upStep / downStep, coprime. */
export interface ResampleFilter {
  upStep: number;
  downStep: number;
  /** cycles per input sample */
  cutoff: number;
  /** input samples */
  halfWidth: number;
  nTaps: number;
  /** input samples under the filter that lie before an output's own */
  lead: number;
  /** whether each of the upStep positions has a row of its own */
  isExact: boolean;
  nPhases: number;
  nRows: number;
}

/** @throws RangeError if quality is neither "standard" nor "high" */
export function resampleFilter(fromRate: number, toRate: number, quality: ResampleQuality): ResampleFilter {
  if (!Object.hasOwn(SHAPES, quality)) throw new RangeError(`quality is ${quality}, expected standard or high`);
  const divisor = greatestCommonDivisor(fromRate, toRate);
  const upStep = toRate / divisor;
  const slowdown = Math.max(1, fromRate / toRate);
  const halfWidth = SHAPES[quality].zeroCrossings * slowdown;
  const nTaps = 8 * Math.ceil(halfWidth / 4);
  const isExact = upStep <= MAX_EXACT_ROWS && upStep * nTaps <= MAX_EXACT_COEFFICIENTS;
  const nPhases = isExact ? upStep : Math.ceil(N_PHASES / slowdown);
  return {
    upStep,
    downStep: fromRate / divisor,
    cutoff: SHAPES[quality].cutoff / slowdown,
    halfWidth,
    nTaps,
    lead: nTaps / 2 - 1,
    isExact,
    nPhases,
    nRows: isExact ? upStep : nPhases + 1,
  };
}

/** Computes the filter's rows in the arena and returns their address. */
export function writeRows(dsp: Dsp, { nRows, nPhases, nTaps, cutoff, halfWidth }: ResampleFilter): number {
  const rows = reserve(dsp, nRows * nTaps);
  const scratch = dsp.alloc(nTaps * Float64Array.BYTES_PER_ELEMENT);
  dsp.planResampleFilter(rows, scratch, nRows, nPhases, nTaps, cutoff, halfWidth, BETA);
  dsp.release(scratch);
  return rows;
}

/** Input samples that lie under the filter at `length` outputs from `phase` on. */
export function inputLength({ upStep, downStep, nTaps }: ResampleFilter, length: number, phase: number): number {
  return length === 0 ? 0 : Math.floor((phase + (length - 1) * downStep) / upStep) + nTaps;
}

/** Runs the filter over `inputLength` samples at `input`; the first output lies phase / upStep after sample `lead`. */
export function runFilter(
  dsp: Dsp,
  { isExact, nTaps, nPhases, upStep, downStep }: ResampleFilter,
  rows: number,
  { input, output, length, phase }: { input: number; output: number; length: number; phase: number },
): void {
  if (isExact) dsp.polyphaseFir(input, output, length, rows, nTaps, upStep, downStep, phase);
  else dsp.interpolatedFir(input, output, length, rows, nTaps, nPhases, upStep, downStep, phase);
}

/** @throws RangeError if a rate is not a whole number from 4000 to 768000 */
export function checkRates(rates: { fromRate: number; toRate: number }): void {
  for (const [name, rate] of Object.entries(rates)) {
    if (Number.isInteger(rate) && rate >= 4000 && rate <= 768_000) continue;
    throw new RangeError(`${name} is ${rate}, expected a whole number from 4000 to 768000`);
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
