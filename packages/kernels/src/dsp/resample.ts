import { read, reserve, withScratch } from "../common/arena.ts";
import { clean } from "../features/write-clean.ts";
import type { Dsp } from "./load.ts";
import {
  checkRates,
  inputLength,
  type ResampleFilter,
  type ResampleQuality,
  resampleFilter,
  runFilter,
  writeRows,
} from "./resample-filter.ts";

/**
 * Resamples by a Kaiser-windowed sinc of linear phase, its delay taken off: output m lies at the time of input
 * m · fromRate / toRate. From 48 to 16 kHz it passes 0 to 7 kHz within 0.01 dB and keeps what lies above 8.4 kHz 100 dB
 * down ("high": above 8 kHz); other ratios alike, in proportion to the slower rate. Beyond its ends the signal is taken
 * as zero.
 *
 * @param samples   [n]; magnitudes below 1e-10 count as 0
 * @param fromRate  Hz, a whole number from 4000 to 768000
 * @param toRate    Hz, likewise
 * @returns         [⌈n · toRate / fromRate⌉]; at equal rates a copy, unchecked
 * @throws RangeError if a rate is out of range, if a sample is not finite or over 1e9 in magnitude, or if input and
 *         output together take more than 2 GiB
 */
export function resample(
  dsp: Dsp,
  samples: Float32Array,
  fromRate: number,
  toRate: number,
  quality: ResampleQuality = "standard",
): Float32Array {
  checkRates({ fromRate, toRate });
  const filter = resampleFilter(fromRate, toRate, quality);
  return fromRate === toRate ? samples.slice() : filterSamples(dsp, samples, filter);
}

/** All of a signal through a filter: `⌈n · upStep / downStep⌉` samples. @throws RangeError as `resample` */
export function filterSamples(dsp: Dsp, samples: Float32Array, filter: ResampleFilter): Float32Array {
  const { upStep, downStep, lead } = filter;
  const length = Math.ceil((samples.length * upStep) / downStep);
  const paddedLength = Math.max(inputLength(filter, length, 0), lead + samples.length);
  return withScratch(dsp, () => {
    const rows = writeRows(dsp, filter);
    const output = reserve(dsp, length);
    const input = reserve(dsp, paddedLength);
    const padded = new Float32Array(dsp.memory.buffer, input, paddedLength);
    padded.fill(0, 0, lead).set(samples, lead);
    padded.fill(0, lead + samples.length);
    clean(dsp, input + lead * Float32Array.BYTES_PER_ELEMENT, samples);
    runFilter(dsp, filter, rows, { input, output, length, phase: 0 });
    return read(dsp, output, length);
  });
}
