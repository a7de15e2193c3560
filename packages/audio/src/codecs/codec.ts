import { AudioFormatError } from "../audio-format-error.ts";

/** What every codec package gives for a file. */
export interface CodecResult {
  channelData: Float32Array[];
  sampleRate: number;
  errors: { message: string }[];
}

/** What every codec package's decoder has. */
export interface Codec {
  ready: Promise<void>;
  free(): void;
}

/**
 * Decodes with a decoder of its own, freed in any case. A fresh one costs 0.3 ms once its module is compiled, and
 * nothing that a broken file did to its memory outlives it.
 *
 * @throws AudioFormatError for whatever the decoder throws, traps included
 */
export async function withCodec<C extends Codec>(
  codec: C,
  file: string,
  byteOffset: number,
  decode: (codec: C) => CodecResult | Promise<CodecResult>,
): Promise<CodecResult> {
  try {
    await codec.ready;
    return await decode(codec);
  } catch (cause) {
    if (cause instanceof AudioFormatError) throw cause;
    throw new AudioFormatError(file, `the decoder failed: ${String(cause)}`, byteOffset, { cause });
  } finally {
    free(codec);
  }
}

/** Frees a decoder; one that trapped may trap again, and its memory goes with the instance anyway. */
function free(codec: Codec): void {
  try {
    codec.free();
  } catch {}
}

/** The elements of several arrays, one after the other; of a single array, that array itself. */
export function joined<T extends Uint8Array | Float32Array>(type: new (length: number) => T, parts: readonly T[]): T {
  if (parts.length === 1) return parts[0];
  const whole = new type(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
