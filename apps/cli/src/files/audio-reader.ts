import { type LoadedAudio, loadWaveform } from "@undertone/audio";
import { type Dsp, loadDsp } from "@undertone/kernels/dsp";
import { FileError } from "../errors.ts";
import { readBytes } from "./read-file.ts";

/** Reads audio files of any kind as waveforms of one sample rate. */
export interface AudioReader {
  /**
   * @throws AudioFormatError if the file is no audio that can be read; FileError if it holds no samples; the system's error
   *         if it cannot be opened
   */
  read(path: string): Promise<LoadedAudio>;
  /** As `read`, of the file's bytes. */
  decode(bytes: Uint8Array, path: string): Promise<LoadedAudio>;
}

/** @param dsp  does the resampling; a fresh instance where the caller has none */
export async function createAudioReader(sampleRate: number, dsp?: Dsp): Promise<AudioReader> {
  const wasm = dsp ?? (await loadDsp());
  const decode = async (bytes: Uint8Array, path: string) => {
    const loaded = await loadWaveform(wasm, bytes, path, sampleRate);
    if (loaded.waveform.samples.length === 0) throw new FileError(path, "holds no samples");
    const isSilent = loaded.waveform.samples.every((sample) => sample === 0);
    return isSilent ? { ...loaded, warnings: [...loaded.warnings, "silent: every sample is 0"] } : loaded;
  };
  return { decode, read: async (path) => decode(await readBytes(path), path) };
}
