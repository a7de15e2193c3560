import { AudioFormatError } from "./audio-format-error.ts";
import { type Chunk, fourCc, UNKNOWN_SIZE, walkChunks } from "./chunks.ts";
import type { DecodedAudio } from "./decoded-audio.ts";
import { readBlocks } from "./sample-format.ts";
import { readWavFormat } from "./wav-format.ts";

/**
 * Reads a WAV file: RIFF, RIFX (big-endian), RF64 and BW64; integers of 8 to 32 bits, floats of 32 and 64, A-law,
 * mu-law, plain or EXTENSIBLE; chunks in any order, padded or not; the first data chunk. Integers are scaled by
 * 2^(bits - 1): 16-bit samples by 1/32768. Where a streaming writer left the data size at 0 or 0xFFFFFFFF, the samples
 * go on to the end of the file. A truncated file gives the samples that are there, and a warning.
 *
 * @param file  what messages call the file
 * @throws AudioFormatError if the file cannot be read as WAV, or a sample is not finite
 */
export function readWav(bytes: Uint8Array, file = "audio"): DecodedAudio {
  const container = containerOf(bytes, file);
  const littleEndian = container !== "RIFX";
  const warnings: string[] = [];

  let fmt: Chunk | undefined;
  let data: Chunk | undefined;
  let dataSize64: number | undefined;
  const sizeOf = (id: string, claimed: number, start: number): number => {
    if (id !== "data") return claimed;
    if (claimed === UNKNOWN_SIZE) return dataSize64 ?? bytes.length - start;
    return claimed === 0 && isStreamed(bytes, start, littleEndian) ? bytes.length - start : claimed;
  };
  for (const chunk of walkChunks(bytes, 12, littleEndian, sizeOf)) {
    if (chunk.id === "fmt ") fmt ??= chunk;
    else if (chunk.id === "ds64") dataSize64 = readDataSize64(bytes, chunk);
    else if (chunk.id === "data" && !data) data = chunk;
    else if (chunk.id === "data") warnings.push(`ignored a second data chunk at byte ${chunk.header}`);
    if (chunk.missing > 0 && chunk.id !== "data") {
      warnings.push(`chunk "${chunk.id}" at byte ${chunk.header} lacks ${chunk.missing} bytes`);
    }
  }
  if (!fmt) throw new AudioFormatError(file, "no fmt chunk", bytes.length);
  if (!data) throw new AudioFormatError(file, "no data chunk", bytes.length);

  const { sampleRate, channels, sampleFormat } = readWavFormat(bytes, file, fmt, littleEndian);
  const { start, end, missing } = data;
  const samples = readBlocks(bytes, file, { start, end, channels, format: sampleFormat });
  const rest = (end - start) % (channels * sampleFormat.byteLength);
  if (missing > 0) warnings.push(`truncated: the data chunk lacks ${missing} of ${end - start + missing} bytes`);
  else if (rest > 0) warnings.push(`ignored ${rest} bytes behind the last whole block of samples`);
  if (samples.length === 0) warnings.push("no samples");
  return { waveform: { samples, sampleRate }, format: `wav ${sampleFormat.name}`, channels, warnings };
}

function containerOf(bytes: Uint8Array, file: string): string {
  if (bytes.length < 12) {
    throw new AudioFormatError(file, `${bytes.length} bytes, expected at least the 12 of a RIFF header`, bytes.length);
  }
  const container = fourCc(bytes, 0);
  if (!["RIFF", "RIFX", "RF64", "BW64"].includes(container)) {
    throw new AudioFormatError(file, `begins with "${container}", expected RIFF, RIFX, RF64 or BW64`, 0);
  }
  const kind = fourCc(bytes, 8);
  if (kind !== "WAVE") throw new AudioFormatError(file, `RIFF of kind "${kind}", expected WAVE`, 8);
  return container;
}

/** A data chunk of size 0 with bytes behind it that are no whole chunk: its writer could not seek back. */
function isStreamed(bytes: Uint8Array, start: number, littleEndian: boolean): boolean {
  if (start === bytes.length) return false;
  const [next] = walkChunks(bytes, start, littleEndian);
  return !next || next.missing > 0;
}

/** The data chunk's size as RF64 gives it (EBU Tech 3306): the second 64-bit word of ds64; undefined if cut off. */
function readDataSize64(bytes: Uint8Array, { start, end }: Chunk): number | undefined {
  if (end - start < 16) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.getUint32(start + 8, true) + view.getUint32(start + 12, true) * 4_294_967_296;
}
