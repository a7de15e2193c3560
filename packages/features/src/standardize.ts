import type { Features, InputSpec, Memory } from "@undertone/core";
import { fitStatistics, type Statistics } from "./statistics.ts";

/** What a network takes: so many rows, of which the first `length` are the utterance's. */
export interface NetworkInput {
  /** [nFrames, nCoefficients], zeros from row `length` on */
  values: Float32Array;
  /** rows that are not padding */
  length: number;
}

/** A deviation below this is rounding, not speech: ten times the largest error of a feature in dB. */
const SMALLEST_DEVIATION = 1e-3;

/**
 * Gives features the network's number of rows: crops longer ones, normalizes the rows that stay, pads with zeros.
 *
 *   y = (x - mean) / max(standardDeviation, 1e-3), coefficient by coefficient
 *
 * with the figures of the rows that stay ("utterance"), of `statistics` ("training") or not at all ("none").
 *
 * @param cropAt  where in the slack the crop begins, from 0 up to 1; left out, in the middle
 * @param memory  for the result, fresh unless given; must not hold the features
 * @throws RangeError if cropAt is outside [0, 1)
 */
export function standardize(
  { nFrames, normalization }: InputSpec,
  nCoefficients: number,
  statistics: Statistics | undefined,
  features: Features,
  cropAt?: number,
  memory?: Memory,
): NetworkInput {
  const slack = Math.max(0, features.nFrames - nFrames);
  const length = features.nFrames - slack;
  const start = cropAt === undefined ? Math.floor(slack / 2) : startOf(cropAt, slack);
  const kept = features.values.subarray(start * nCoefficients, (start + length) * nCoefficients);

  const values = memory ? memory(nFrames * nCoefficients) : new Float32Array(nFrames * nCoefficients);
  values.set(kept);
  values.fill(0, kept.length);
  if (normalization !== "none" && length > 0) {
    const fitted = statistics ?? fitStatistics([{ values: kept, nFrames: length }]);
    normalize(values.subarray(0, kept.length), fitted);
  }
  return { values, length };
}

function startOf(cropAt: number, slack: number): number {
  if (!(cropAt >= 0 && cropAt < 1)) throw new RangeError(`cropAt is ${cropAt}, expected a number from 0 to below 1`);
  return Math.floor(cropAt * (slack + 1));
}

function normalize(values: Float32Array, { mean, standardDeviation }: Statistics): void {
  const deviation = Float64Array.from(standardDeviation, (value) => Math.max(value, SMALLEST_DEVIATION));
  for (let i = 0; i < values.length; ) {
    for (let c = 0; c < mean.length; c++, i++) values[i] = (values[i] - mean[c]) / deviation[c];
  }
}
