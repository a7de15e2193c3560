import { read, reserve, withScratch } from "../common/arena.ts";
import { clean } from "../features/write-clean.ts";
import type { Dsp } from "./load.ts";

/** Blocks that the kernel transforms at a time. */
const GROUP = 8;

/**
 * Convolves samples with a finite impulse response and takes off its delay: y[t] = Σ response[k] · x[t + origin - k].
 * Beyond its ends the signal is taken as zero. By fast Fourier transforms in float32; what they add lies 120 dB below the
 * loudest that a block of them holds.
 *
 * @param samples   [n]; magnitudes below 1e-10 count as 0
 * @param response  [m], at least one
 * @param origin    the sample of the response that leaves the signal where it is, 0 to m - 1
 * @returns         [n]
 * @throws RangeError if the response is empty, if origin is not one of its samples, if a sample of either is not finite or
 *         over 1e9 in magnitude, or if all of it takes more than 2 GiB
 */
export function convolve(dsp: Dsp, samples: Float32Array, response: Float32Array, origin = 0): Float32Array {
  const { length: n } = samples;
  if (response.length === 0) throw new RangeError("response has 0 values, expected at least 1");
  if (!Number.isInteger(origin) || origin < 0 || origin >= response.length) {
    throw new RangeError(`origin is ${origin}, expected a whole number from 0 to ${response.length - 1}`);
  }
  // Taps beyond the longest way through the signal meet zeros only.
  const used = response.subarray(0, Math.max(n, 1) + origin);
  const { nFft, lead, nGroups } = blocksFor(n, used.length);
  const hop = nFft - lead;
  const length = nGroups * GROUP * hop;
  const start = lead - origin;

  return withScratch(dsp, () => {
    const taps = reserve(dsp, 1 + lead);
    new Float32Array(dsp.memory.buffer, taps, 1 + lead).fill(0).set(used);
    clean(dsp, taps, used, "response");
    const output = reserve(dsp, length);
    const input = reserve(dsp, length + lead);
    new Float32Array(dsp.memory.buffer, input, length + lead).fill(0);
    new Float32Array(dsp.memory.buffer, input + start * Float32Array.BYTES_PER_ELEMENT, n).set(samples);
    clean(dsp, input + start * Float32Array.BYTES_PER_ELEMENT, samples);
    dsp.convolve(input, output, nGroups, taps, lead, nFft);
    return read(dsp, output, n);
  });
}

/**
 * The length of transform that takes the least work: longer ones waste less on the response's length, and more where the
 * signal does not fill eight blocks of them. One more transform and the tables are counted as a group.
 */
function blocksFor(n: number, nTaps: number): { nFft: number; lead: number; nGroups: number } {
  const lead = 4 * Math.ceil((nTaps - 1) / 4);
  let best = { nFft: 0, lead, nGroups: 0 };
  let least = Number.POSITIVE_INFINITY;
  for (let nFft = 64, passes = 3; nFft < 4 * (lead + n + 64); nFft *= 2, passes += 0.5) {
    const nGroups = Math.ceil(n / (nFft - lead) / GROUP);
    const work = (nGroups + 1) * nFft * passes;
    if (nFft <= lead || work >= least) continue;
    best = { nFft, lead, nGroups };
    least = work;
  }
  return best;
}
