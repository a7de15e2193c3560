import type { Memory } from "@undertone/core";
import { read, withScratch } from "../common/arena.ts";
import { writeClean } from "../features/write-clean.ts";
import { checkDecibels } from "./decibels.ts";
import type { Dsp } from "./load.ts";

/**
 * Mixes noise into speech at a given signal-to-noise ratio, exact to 0.01 dB.
 *
 * @param speech  samples, [n]
 * @param noise   samples, [n]
 * @param snrDb   energy of the speech over energy of the added noise, in dB
 * @param memory  for the mixture, fresh unless given; may hold the speech or the noise
 * @returns       the mixture, [n]; the speech unchanged if either input is silent
 * @throws RangeError if the lengths differ, snrDb is not from -200 to 200, or a sample is not finite
 */
export function mixAtSnr(
  dsp: Dsp,
  speech: Float32Array,
  noise: Float32Array,
  snrDb: number,
  memory?: Memory,
): Float32Array {
  const n = speech.length;
  if (noise.length !== n) throw new RangeError(`noise has ${noise.length} samples, expected ${n} as in speech`);
  checkDecibels("snrDb", snrDb);

  return withScratch(dsp, () => {
    const mixture = writeClean(dsp, speech, "speech");
    dsp.mixAtSnr(mixture, writeClean(dsp, noise, "noise"), n, snrDb);
    return read(dsp, mixture, n, memory);
  });
}
