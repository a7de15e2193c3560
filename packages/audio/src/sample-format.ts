import { AudioFormatError } from "./audio-format-error.ts";
import { MAX_DECODED_SAMPLES } from "./decoded-audio.ts";

/** The largest magnitude that is read: far beyond full scale, and the most that the kernels compute with. */
const MAX_MAGNITUDE = 1e9;

/**
 * @param index  of the sample in its channel
 * @throws AudioFormatError if the sample is NaN or over 1e9 in magnitude
 */
export function checkSample(file: string, index: number, sample: number, byteOffset: number): void {
  if (sample >= -MAX_MAGNITUDE && sample <= MAX_MAGNITUDE) return;
  throw new AudioFormatError(file, `sample ${index} is ${sample}, expected a magnitude of at most 1e9`, byteOffset);
}

/** How one sample lies in a file. */
export interface SampleFormat {
  /** "pcm16", "float32", "alaw" */
  name: string;
  /** bytes of one sample */
  byteLength: number;
  /** the sample at a byte offset, full scale being 1 */
  read(view: DataView, at: number): number;
}

/** Signed integers of 1 to 4 bytes: two's complement over 2^(bits - 1), as libsndfile and librosa scale. */
export function integerFormat(byteLength: number, littleEndian: boolean): SampleFormat {
  const name = `pcm${8 * byteLength}`;
  switch (byteLength) {
    case 1:
      return { name, byteLength, read: (view, at) => view.getInt8(at) / 128 };
    case 2:
      return { name, byteLength, read: (view, at) => view.getInt16(at, littleEndian) / 32_768 };
    case 3: {
      const [high, low] = littleEndian ? [2, 0] : [0, 2];
      return {
        name,
        byteLength,
        read: (view, at) =>
          (view.getInt8(at + high) * 65_536 + view.getUint8(at + 1) * 256 + view.getUint8(at + low)) / 8_388_608,
      };
    }
    case 4:
      return { name, byteLength, read: (view, at) => view.getInt32(at, littleEndian) / 2_147_483_648 };
    default:
      throw new RangeError(`byteLength is ${byteLength}, expected 1 to 4`);
  }
}

/** Unsigned bytes around 128, as WAV has its 8-bit samples. */
export const unsignedByteFormat: SampleFormat = {
  name: "pcm8",
  byteLength: 1,
  read: (view, at) => (view.getUint8(at) - 128) / 128,
};

/** IEEE 754, taken as it stands: values beyond 1 stay. */
export function floatFormat(byteLength: 4 | 8, littleEndian: boolean): SampleFormat {
  return byteLength === 4
    ? { name: "float32", byteLength, read: (view, at) => view.getFloat32(at, littleEndian) }
    : { name: "float64", byteLength, read: (view, at) => view.getFloat64(at, littleEndian) };
}

/** ITU-T G.711 A-law: 13 bits in 8, each code's value in units of 1/32768. */
export const aLawFormat: SampleFormat = {
  name: "alaw",
  byteLength: 1,
  read: (view, at) => {
    const code = view.getUint8(at) ^ 0x55;
    const segment = (code >> 4) & 7;
    const mantissa = ((code & 15) << 4) + 8;
    const magnitude = segment === 0 ? mantissa : (mantissa + 256) << (segment - 1);
    return (code & 0x80 ? magnitude : -magnitude) / 32_768;
  },
};

/** ITU-T G.711 mu-law: 14 bits in 8, each code's value in units of 1/32768. */
export const muLawFormat: SampleFormat = {
  name: "mulaw",
  byteLength: 1,
  read: (view, at) => {
    const code = ~view.getUint8(at) & 0xff;
    const magnitude = ((((code & 15) << 3) + 132) << ((code >> 4) & 7)) - 132;
    return (code & 0x80 ? -magnitude : magnitude) / 32_768;
  },
};

/**
 * Reads whole blocks of interleaved samples and averages their channels, in float64, rounded once to float32.
 *
 * @param start     byte offset of the first block
 * @param end       byte offset behind the last; a partial block in front of it is left out
 * @param channels  samples in a block
 * @returns         [⌊(end - start) / (channels · byteLength)⌋]
 * @throws AudioFormatError if there are more than 2²⁸ blocks, or if a sample is NaN or over 1e9 in magnitude, with its
 *         byte offset
 */
export function readBlocks(
  bytes: Uint8Array,
  file: string,
  { start, end, channels, format }: { start: number; end: number; channels: number; format: SampleFormat },
): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { read, byteLength } = format;
  const nBlocks = Math.floor((end - start) / (channels * byteLength));
  if (nBlocks > MAX_DECODED_SAMPLES) {
    throw new AudioFormatError(file, `${nBlocks} samples, expected at most ${MAX_DECODED_SAMPLES}`, start);
  }
  const mono = new Float32Array(nBlocks);
  let at = start;
  for (let i = 0; i < nBlocks; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++, at += byteLength) {
      const sample = read(view, at);
      checkSample(file, i, sample, at);
      sum += sample;
    }
    mono[i] = sum / channels;
  }
  return mono;
}
