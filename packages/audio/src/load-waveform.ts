import type { Dsp } from "@undertone/kernels/dsp";
import { decodeAudio } from "./decode-audio.ts";
import type { DecodedAudio } from "./decoded-audio.ts";
import { resample } from "./resample.ts";

/** A file's audio at the sample rate that was asked for. */
export interface LoadedAudio extends DecodedAudio {
  /** of the file, in Hz */
  fileSampleRate: number;
}

/**
 * Decodes a file, and resamples it to one rate: what `decodeAudio` gives, its waveform at `sampleRate`.
 *
 * @param file        what messages call the file
 * @param sampleRate  Hz, a whole number from 4000 to 768000
 * @throws AudioFormatError if the file cannot be read; RangeError if sampleRate is out of range
 */
export async function loadWaveform(
  dsp: Dsp,
  bytes: Uint8Array,
  file: string,
  sampleRate: number,
): Promise<LoadedAudio> {
  const decoded = await decodeAudio(bytes, file);
  const { waveform } = decoded;
  return { ...decoded, waveform: resample(dsp, waveform, sampleRate), fileSampleRate: waveform.sampleRate };
}
