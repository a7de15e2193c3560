import { AudioFormatError } from "./audio-format-error.ts";
import { type Chunk, fourCc, walkChunks } from "./chunks.ts";
import { checkChannels, checkSampleRate, type DecodedAudio } from "./decoded-audio.ts";
import { aLawFormat, floatFormat, integerFormat, muLawFormat, readBlocks, type SampleFormat } from "./sample-format.ts";

/** Encodings of AIFF-C by the four characters of their compression type; AIFF itself is "NONE". */
const ENCODINGS: Readonly<Record<string, (bits: number) => SampleFormat>> = {
  NONE: (bits) => integerFormat(Math.ceil(bits / 8), false),
  twos: (bits) => integerFormat(Math.ceil(bits / 8), false),
  sowt: (bits) => integerFormat(Math.ceil(bits / 8), true),
  in24: () => integerFormat(3, false),
  in32: () => integerFormat(4, false),
  fl32: () => floatFormat(4, false),
  FL32: () => floatFormat(4, false),
  fl64: () => floatFormat(8, false),
  FL64: () => floatFormat(8, false),
  alaw: () => aLawFormat,
  ALAW: () => aLawFormat,
  ulaw: () => muLawFormat,
  ULAW: () => muLawFormat,
};

/**
 * Reads an AIFF or uncompressed AIFF-C file, whatever its name ends in: integers of 1 to 32 bits of either byte order,
 * floats of 32 and 64, A-law, mu-law. A rate that is no whole number of Hz is rounded. A truncated file gives the
 * samples that are there, and a warning.
 *
 * @param file  what messages call the file
 * @throws AudioFormatError if the file cannot be read as AIFF, or a sample is not finite
 */
export function readAiff(bytes: Uint8Array, file = "audio"): DecodedAudio {
  const kind = bytes.length < 12 ? "" : fourCc(bytes, 8);
  if (kind === "" || fourCc(bytes, 0) !== "FORM" || (kind !== "AIFF" && kind !== "AIFC")) {
    throw new AudioFormatError(file, "no AIFF header, expected FORM of kind AIFF or AIFC", 0);
  }
  const warnings: string[] = [];
  let common: Chunk | undefined;
  let sound: Chunk | undefined;
  for (const chunk of walkChunks(bytes, 12, false)) {
    if (chunk.id === "COMM") common ??= chunk;
    else if (chunk.id === "SSND") sound ??= chunk;
  }
  if (!common) throw new AudioFormatError(file, "no COMM chunk", bytes.length);
  const { channels, nFrames, sampleRate, sampleFormat } = readCommon(bytes, file, common);

  let samples: Float32Array = new Float32Array(0);
  if (sound && sound.end - sound.start >= 8) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const start = Math.min(sound.start + 8 + view.getUint32(sound.start), sound.end);
    const end = Math.min(sound.end, start + nFrames * channels * sampleFormat.byteLength);
    samples = readBlocks(bytes, file, { start, end, channels, format: sampleFormat });
  } else if (nFrames > 0) {
    throw new AudioFormatError(file, "no SSND chunk", bytes.length);
  }
  if (samples.length < nFrames) warnings.push(`truncated: ${samples.length} of ${nFrames} samples are there`);
  if (samples.length === 0) warnings.push("no samples");
  return { waveform: { samples, sampleRate }, format: `aiff ${sampleFormat.name}`, channels, warnings };
}

function readCommon(bytes: Uint8Array, file: string, { header, start, end }: Chunk) {
  if (end - start < 18) {
    throw new AudioFormatError(file, `the COMM chunk has ${end - start} bytes, expected at least 18`, header);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const channels = view.getUint16(start);
  const nFrames = view.getUint32(start + 2);
  const bits = view.getUint16(start + 6);
  const sampleRate = readExtended(view, start + 8);
  checkChannels(file, channels, start);
  checkSampleRate(file, sampleRate, start + 8);
  if (!(bits >= 1 && bits <= 64)) {
    throw new AudioFormatError(file, `sampleSize is ${bits}, expected 1 to 64 bits`, start + 6);
  }
  const encoding = end - start >= 22 && fourCc(bytes, 8) === "AIFC" ? fourCc(bytes, start + 18) : "NONE";
  const integers = encoding === "NONE" || encoding === "twos" || encoding === "sowt";
  if (!Object.hasOwn(ENCODINGS, encoding)) {
    const reason = `AIFF-C compression "${encoding}", expected one of ${Object.keys(ENCODINGS).join(", ")}`;
    throw new AudioFormatError(file, reason, start + 18);
  }
  if (integers && bits > 32) {
    throw new AudioFormatError(file, `sampleSize is ${bits}, expected 1 to 32 bits of integers`, start + 6);
  }
  return { channels, nFrames, sampleRate, sampleFormat: ENCODINGS[encoding](bits) };
}

/**
 * An 80-bit IEEE 754 number from 1 to 2^31, rounded to a whole one; else 0. Only the upper 32 bits of the 64-bit
 * mantissa are read: what is below weighs less than 2^-11.
 */
function readExtended(view: DataView, at: number): number {
  const exponent = view.getUint16(at) - 16_383;
  if (exponent < 0 || exponent > 30) return 0;
  return Math.round(view.getUint32(at + 2) / ((1 << (31 - exponent)) >>> 0));
}
