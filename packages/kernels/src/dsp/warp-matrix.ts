import type { Features, Memory } from "@undertone/core";
import { read, reserve, withScratch, write } from "../common/arena.ts";
import type { Dsp } from "./load.ts";

/** A warp of both axes of a feature matrix. 1 leaves an axis as it is. */
export interface Warp {
  /** over 1 is faster, and gives fewer rows */
  speed: number;
  /** over 1 moves what stands at column c down to c / stretch */
  stretch: number;
  /** columns that are warped together: all, or those of the deltas apart */
  width: number;
}

/**
 * Resamples features along time and along their columns, bilinearly: row t, column c becomes what stood at
 * (t · speed, c · stretch); beyond the last column stands the last column.
 *
 * @param memory  for the result, fresh unless given; may hold the features
 * @returns 1 + ⌊(nFrames - 1) / speed⌋ rows; none of none
 * @throws RangeError if speed or stretch is not from 0.1 to 10, or the columns are not whole groups of `width`
 */
export function warpMatrix(
  dsp: Dsp,
  { values, nFrames }: Features,
  { speed, stretch, width }: Warp,
  memory?: Memory,
): Features {
  for (const [name, factor] of Object.entries({ speed, stretch })) {
    if (!(factor >= 0.1 && factor <= 10))
      throw new RangeError(`${name} is ${factor}, expected a number from 0.1 to 10`);
  }
  if (nFrames === 0) return { values: new Float32Array(0), nFrames };
  const nGroups = values.length / nFrames / width;
  if (!Number.isInteger(nGroups)) {
    throw new RangeError(`width is ${width}, expected a divisor of ${values.length / nFrames} columns`);
  }

  const nWarped = 1 + Math.floor((nFrames - 1) / speed);
  const length = nWarped * nGroups * width;
  return withScratch(dsp, () => {
    const warped = reserve(dsp, length);
    dsp.warpMatrix(write(dsp, values), nFrames, nGroups, width, warped, nWarped, speed, stretch);
    return { values: read(dsp, warped, length, memory), nFrames: nWarped };
  });
}
