import type { Waveform } from "@undertone/core";
import { type Dsp, type ResampleQuality, resample as resampleSamples } from "@undertone/kernels/dsp";

/**
 * A waveform at another sample rate, of ⌈n · sampleRate / waveform.sampleRate⌉ samples; at its own rate the very same.
 * From 48 to 16 kHz it passes 0 to 7 kHz within 0.01 dB and keeps what lies above 8.4 kHz 100 dB down; at quality "high",
 * what lies above 8 kHz.
 *
 * @param sampleRate  Hz, a whole number from 4000 to 768000
 * @throws RangeError if a rate is out of range, or a sample is not finite or over 1e9 in magnitude
 */
export function resample(
  dsp: Dsp,
  waveform: Waveform,
  sampleRate: number,
  quality: ResampleQuality = "standard",
): Waveform {
  if (waveform.sampleRate === sampleRate) return waveform;
  return { samples: resampleSamples(dsp, waveform.samples, waveform.sampleRate, sampleRate, quality), sampleRate };
}
