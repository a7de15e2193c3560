import type { Features, Memory } from "@undertone/core";

/**
 * Averages every `count` neighboring frames into one, summed in float64; the last group averages those it has.
 *
 * @param memory  for the averages, fresh unless given
 * @returns ⌈nFrames / count⌉ frames
 */
export function averageFrames({ values, nFrames }: Features, count: number, memory?: Memory): Features {
  if (count === 1 || nFrames === 0) return { values, nFrames };
  const width = values.length / nFrames;
  const nGroups = Math.ceil(nFrames / count);
  const averages = memory ? memory(nGroups * width) : new Float32Array(nGroups * width);
  for (let group = 0; group < nGroups; group++) {
    const first = group * count;
    const end = Math.min(first + count, nFrames);
    for (let c = 0; c < width; c++) {
      let sum = 0;
      for (let t = first; t < end; t++) sum += values[t * width + c];
      averages[group * width + c] = sum / (end - first);
    }
  }
  return { values: averages, nFrames: nGroups };
}
