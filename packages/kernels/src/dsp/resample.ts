import { read, reserve, withScratch } from "../common/arena.ts";
import { clean } from "../features/write-clean.ts";
import type { Dsp } from "./load.ts";

/** Zero crossings to each side at the slower of the two rates: 256 taps from 48 to 16 kHz. */
const HALF_WIDTH = 128 / 3;

/** Half height of the response, in cycles per sample of the slower rate: 7.7 kHz of 16. */
const CUTOFF = 0.48125;

/** Kaiser's beta for a stop band at -112 dB: 0.1102 (112 - 8.7). */
const BETA = 11.38;

/** Rows per input sample where they are interpolated, at the slower rate: an error below -120 dB. */
const N_PHASES = 1024;

/** The most rows of which each holds one position exactly, and the most coefficients in them: 1 MiB. */
const MAX_EXACT_ROWS = 512;
const MAX_EXACT_COEFFICIENTS = 262_144;

/** The filter of one ratio. */
interface ResamplePlan {
  /** toRate and fromRate over their greatest common divisor */
  upStep: number;
  downStep: number;
  /** cycles per input sample */
  cutoff: number;
  /** input samples */
  halfWidth: number;
  nTaps: number;
  /** whether each of the upStep positions has a row of its own */
  isExact: boolean;
  nPhases: number;
  nRows: number;
}

/**
 * Resamples by a Kaiser-windowed sinc of linear phase, its delay taken off: output m lies at the time of input
 * m · fromRate / toRate. From 48 to 16 kHz it passes 0 to 7 kHz within 0.01 dB and keeps what lies above 8.4 kHz 100 dB
 * down; other ratios alike, in proportion to the slower rate. Beyond its ends the signal is taken as zero.
 *
 * @param samples   [n]; magnitudes below 1e-10 count as 0
 * @param fromRate  Hz, a whole number from 4000 to 768000
 * @param toRate    Hz, likewise
 * @returns         [⌈n · toRate / fromRate⌉]; at equal rates a copy, unchecked
 * @throws RangeError if a rate is out of range, if a sample is not finite or over 1e9 in magnitude, or if input and
 *         output together take more than 2 GiB
 */
export function resample(dsp: Dsp, samples: Float32Array, fromRate: number, toRate: number): Float32Array {
  checkRate("fromRate", fromRate);
  checkRate("toRate", toRate);
  if (fromRate === toRate) return samples.slice();

  const { upStep, downStep, cutoff, halfWidth, nTaps, isExact, nPhases, nRows } = planResample(fromRate, toRate);
  const lead = nTaps / 2 - 1;
  const length = Math.ceil((samples.length * upStep) / downStep);
  const nBlocks = Math.ceil(length / (4 * upStep));
  const paddedLength = isExact ? nBlocks * 4 * upStep : length;
  const inputLength = Math.floor((paddedLength * downStep) / upStep) + nTaps;

  return withScratch(dsp, () => {
    const rows = reserve(dsp, nRows * nTaps);
    const scratch = dsp.alloc(nTaps * Float64Array.BYTES_PER_ELEMENT);
    const output = reserve(dsp, paddedLength);
    const input = reserve(dsp, inputLength);
    const padded = new Float32Array(dsp.memory.buffer, input, inputLength);
    padded.fill(0, 0, lead).set(samples, lead);
    padded.fill(0, lead + samples.length);
    clean(dsp, input + 4 * lead, samples);

    dsp.planResampleFilter(rows, scratch, nRows, nPhases, nTaps, cutoff, halfWidth, BETA);
    if (isExact) dsp.polyphaseFir(input, output, nBlocks, rows, nTaps, upStep, downStep);
    else dsp.interpolatedFir(input, output, length, rows, nTaps, nPhases, upStep, downStep);
    return read(dsp, output, length);
  });
}

function planResample(fromRate: number, toRate: number): ResamplePlan {
  const divisor = greatestCommonDivisor(fromRate, toRate);
  const upStep = toRate / divisor;
  const slowdown = Math.max(1, fromRate / toRate);
  const halfWidth = HALF_WIDTH * slowdown;
  const nTaps = 8 * Math.ceil(halfWidth / 4);
  const isExact = upStep <= MAX_EXACT_ROWS && upStep * nTaps <= MAX_EXACT_COEFFICIENTS;
  const nPhases = isExact ? upStep : Math.ceil(N_PHASES / slowdown);
  return {
    upStep,
    downStep: fromRate / divisor,
    cutoff: CUTOFF / slowdown,
    halfWidth,
    nTaps,
    isExact,
    nPhases,
    nRows: isExact ? upStep : nPhases + 1,
  };
}

function checkRate(name: string, rate: number): void {
  if (Number.isInteger(rate) && rate >= 4000 && rate <= 768_000) return;
  throw new RangeError(`${name} is ${rate}, expected a whole number from 4000 to 768000`);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
