import { decodeAudio, resample } from "@undertone/audio";
import type { Waveform } from "@undertone/core";
import { type Dsp, loadDsp } from "@undertone/kernels/dsp";
import { FileError } from "../errors.ts";
import { readBytes } from "./read-file.ts";

/** A file's audio at the rate asked for. */
export interface ReadAudio {
  waveform: Waveform;
  /** of the file, in Hz */
  fileSampleRate: number;
  channels: number;
  format: string;
  warnings: string[];
}

/** Reads audio files of any kind as waveforms of one sample rate. */
export interface AudioReader {
  /**
   * @throws AudioFormatError if the file is no audio that can be read; FileError if it holds no samples; the system's error
   *         if it cannot be opened
   */
  read(path: string): Promise<ReadAudio>;
}

/** @param dsp  does the resampling; a fresh instance where the caller has none */
export async function createAudioReader(sampleRate: number, dsp?: Dsp): Promise<AudioReader> {
  const wasm = dsp ?? (await loadDsp());
  return {
    async read(path) {
      const { waveform, channels, format, warnings } = await decodeAudio(await readBytes(path), path);
      if (waveform.samples.length === 0) throw new FileError(path, "holds no samples");
      return {
        waveform: resample(wasm, waveform, sampleRate),
        fileSampleRate: waveform.sampleRate,
        channels,
        format,
        warnings,
      };
    },
  };
}
