import { AudioFormatError } from "./audio-format-error.ts";
import type { Chunk } from "./chunks.ts";
import { checkChannels, checkSampleRate } from "./decoded-audio.ts";
import {
  aLawFormat,
  floatFormat,
  integerFormat,
  muLawFormat,
  type SampleFormat,
  unsignedByteFormat,
} from "./sample-format.ts";

/** What a WAV file's fmt chunk says. */
export interface WavFormat {
  sampleRate: number;
  channels: number;
  sampleFormat: SampleFormat;
}

const PCM = 1;
const FLOAT = 3;
const A_LAW = 6;
const MU_LAW = 7;
const EXTENSIBLE = 0xfffe;

/** Registered compressions by their tag (Microsoft, mmreg.h), for the message only. */
const COMPRESSIONS: Readonly<Record<number, string>> = {
  2: "Microsoft ADPCM",
  16: "OKI ADPCM",
  17: "IMA ADPCM",
  22: "G.723 ADPCM",
  34: "TrueSpeech",
  49: "GSM 6.10",
  64: "G.721 ADPCM",
  66: "G.723.1",
  69: "G.726 ADPCM",
  80: "MPEG layer 1 or 2",
  85: "MP3",
  255: "AAC",
  352: "Windows Media Audio 1",
  353: "Windows Media Audio 2",
  354: "Windows Media Audio Pro",
  355: "Windows Media Audio Lossless",
  5648: "AAC",
  8192: "AC-3",
  26447: "Ogg Vorbis",
  61868: "FLAC",
};

/** The last 8 bytes of every KSDATAFORMAT_SUBTYPE GUID, and of the ambisonic B-format's: see `innerTag`. */
const GUID_TAILS = ["800000aa00389b71", "8644c8c1ca000000"];

/**
 * Reads a fmt chunk: PCM of 1 to 32 bits in whole bytes, float of 32 or 64, A-law, mu-law, and WAVE_FORMAT_EXTENSIBLE
 * of these. Bits that fill no whole byte sit at the high end of their container, so the container scales them.
 *
 * @throws AudioFormatError if the chunk is cut off, its fields contradict each other or it names another encoding
 */
export function readWavFormat(bytes: Uint8Array, file: string, chunk: Chunk, littleEndian: boolean): WavFormat {
  const { start, end } = chunk;
  if (end - start < 16) {
    throw new AudioFormatError(file, `the fmt chunk has ${end - start} bytes, expected at least 16`, chunk.header);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const channels = view.getUint16(start + 2, littleEndian);
  const sampleRate = view.getUint32(start + 4, littleEndian);
  const blockAlign = view.getUint16(start + 12, littleEndian);
  const bits = view.getUint16(start + 14, littleEndian);
  checkChannels(file, channels, start + 2);
  checkSampleRate(file, sampleRate, start + 4);

  const outerTag = view.getUint16(start, littleEndian);
  const tag = outerTag === EXTENSIBLE ? innerTag(view, file, chunk, littleEndian, bits) : outerTag;
  const sampleFormat = sampleFormatOf(tag, bits, littleEndian, (reason, at) => {
    throw new AudioFormatError(file, reason, start + at);
  });
  if (blockAlign !== channels * sampleFormat.byteLength) {
    const rule = `${channels * sampleFormat.byteLength} bytes for ${channels} x ${bits} bits`;
    throw new AudioFormatError(file, `blockAlign is ${blockAlign}, expected ${rule}`, start + 12);
  }
  return { sampleRate, channels, sampleFormat };
}

function sampleFormatOf(
  tag: number,
  bits: number,
  littleEndian: boolean,
  fail: (reason: string, at: number) => never,
): SampleFormat {
  const expectBits = (fits: boolean, rule: string) => {
    if (!fits) fail(`bitsPerSample is ${bits}, expected ${rule}`, 14);
  };
  switch (tag) {
    case PCM:
      expectBits(bits >= 1 && bits <= 32, "1 to 32 of integers");
      return bits <= 8 ? unsignedByteFormat : integerFormat(Math.ceil(bits / 8), littleEndian);
    case FLOAT:
      expectBits(bits === 32 || bits === 64, "32 or 64 of floats");
      return floatFormat(bits === 32 ? 4 : 8, littleEndian);
    case A_LAW:
      expectBits(bits === 8, "8 of A-law");
      return aLawFormat;
    case MU_LAW:
      expectBits(bits === 8, "8 of mu-law");
      return muLawFormat;
    default: {
      const name = COMPRESSIONS[tag] ?? "an unknown compression";
      const hex = `0x${tag.toString(16).padStart(4, "0")}`;
      return fail(`${name} (format ${hex}) in a WAV file, expected PCM, float, A-law or mu-law`, 0);
    }
  }
}

/** The format tag that an EXTENSIBLE chunk's GUID stands for: its first four bytes, the others being fixed. */
function innerTag(view: DataView, file: string, chunk: Chunk, littleEndian: boolean, bits: number): number {
  const { start, end } = chunk;
  if (end - start < 40) {
    const reason = `the EXTENSIBLE fmt chunk has ${end - start} bytes, expected at least 40`;
    throw new AudioFormatError(file, reason, chunk.header);
  }
  const validBits = view.getUint16(start + 18, littleEndian);
  if (validBits > bits) {
    throw new AudioFormatError(file, `validBitsPerSample is ${validBits}, expected at most ${bits}`, start + 18);
  }
  let tail = "";
  for (let i = start + 32; i < start + 40; i++) tail += view.getUint8(i).toString(16).padStart(2, "0");
  const tag = view.getUint32(start + 24, littleEndian);
  if (!GUID_TAILS.includes(tail) || tag > 0xffff) {
    throw new AudioFormatError(file, "an unknown GUID in the EXTENSIBLE fmt chunk", start + 24);
  }
  return tag;
}
