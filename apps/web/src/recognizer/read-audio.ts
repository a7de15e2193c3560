import { AudioFormatError, type LoadedAudio, loadWaveform } from "@undertone/audio";
import type { Dsp } from "@undertone/kernels/dsp";

/** A file that cannot be recognized; its message is the reason without the file's name. */
export class FileError extends Error {
  override readonly name = "FileError";
}

/**
 * Decodes a file as `undertone recognize` does.
 *
 * @throws FileError with the reason
 */
export async function readAudio(dsp: Dsp, file: Blob, name: string, sampleRate: number): Promise<LoadedAudio> {
  const loaded = await loadWaveform(dsp, await bytesOf(file), name, sampleRate).catch((error: unknown) => {
    if (error instanceof AudioFormatError) throw new FileError(`${error.reason} (at byte ${error.byteOffset})`);
    throw error;
  });
  const { samples } = loaded.waveform;
  if (samples.length === 0) throw new FileError("holds no samples");
  return samples.every((sample) => sample === 0)
    ? { ...loaded, warnings: [...loaded.warnings, "silent: every sample is 0"] }
    : loaded;
}

async function bytesOf(file: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new FileError("could not be read: it was moved, changed or deleted, or is a folder");
  }
}
