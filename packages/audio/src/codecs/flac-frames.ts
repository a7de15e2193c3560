import { AudioFormatError } from "../audio-format-error.ts";
import { checkChannels, checkSampleRate } from "../decoded-audio.ts";
import { crcTable } from "./crc.ts";

/** What a FLAC stream says of itself (RFC 9639, section 8.2), and where its frames begin. */
export interface FlacStream {
  sampleRate: number;
  channels: number;
  bits: number;
  /** samples per channel; 0 if the encoder did not know */
  nSamples: number;
  /** byte offset behind the metadata */
  framesAt: number;
}

/** The frames of a FLAC stream whose checksums are right. */
export interface FlacFrames {
  /** frames that follow each other without a gap, by stretch */
  stretches: Uint8Array[][];
  /** samples per channel in them */
  nSamples: number;
  /** bytes that belong to no such frame */
  skipped: number;
}

const CRC8 = crcTable(0x07, 8);
const CRC16 = crcTable(0x8005, 16);

/** The bits per sample that the fourth byte of a frame header stands for; 0: as STREAMINFO says, or reserved. */
const FRAME_BITS = [0, 8, 12, 0, 16, 20, 24, 32];

/**
 * Reads "fLaC", STREAMINFO and the lengths of the other metadata blocks.
 *
 * @param at  byte offset of "fLaC"
 * @throws AudioFormatError if STREAMINFO is missing or says what no recording has
 */
export function readFlacStream(bytes: Uint8Array, file: string, at: number): FlacStream {
  if (at + 42 > bytes.length || (bytes[at + 4] & 0x7f) !== 0 || uint24(bytes, at + 5) !== 34) {
    throw new AudioFormatError(file, "no STREAMINFO of 34 bytes behind fLaC", at + 4);
  }
  const sampleRate = uint24(bytes, at + 18) >> 4;
  const channels = ((bytes[at + 20] >> 1) & 7) + 1;
  const bits = (((bytes[at + 20] & 1) << 4) | (bytes[at + 21] >> 4)) + 1;
  checkSampleRate(file, sampleRate, at + 18);
  checkChannels(file, channels, at + 20);
  if (bits !== 8 && bits !== 16 && bits !== 24 && bits !== 32) {
    throw new AudioFormatError(file, `FLAC of ${bits} bits per sample, expected 8, 16, 24 or 32`, at + 20);
  }
  const nSamples = (bytes[at + 21] & 15) * 4_294_967_296 + bytes[at + 22] * 16_777_216 + uint24(bytes, at + 23);

  let block = at + 4;
  for (let last = false; !last && block + 4 <= bytes.length; ) {
    last = bytes[block] >= 0x80;
    block += 4 + uint24(bytes, block + 1);
  }
  return { sampleRate, channels, bits, nSamples, framesAt: Math.min(block, bytes.length) };
}

/**
 * Cuts a FLAC stream into frames. A frame begins with a header whose CRC-8 is right and which fits STREAMINFO, and ends
 * where its CRC-16 comes out and the next header or the end follows; whatever else there is, is skipped. No byte is
 * read more than four times, be the stream ever so broken.
 *
 * @param end  byte offset behind the last frame
 */
export function splitFlacFrames(bytes: Uint8Array, stream: FlacStream, end: number): FlacFrames {
  const stretches: Uint8Array[][] = [];
  let stretch: Uint8Array[] = [];
  let nSamples = 0;
  let skipped = 0;
  const audio = bytes.subarray(0, end);
  for (let start = stream.framesAt; start < end; ) {
    const header = readFrameHeader(audio, start, stream);
    const next = header ? frameEnd(audio, start, header.byteLength, stream) : undefined;
    if (header && next !== undefined) {
      if (stretch.length === 0) stretches.push(stretch);
      stretch.push(audio.subarray(start, next));
      nSamples += header.blockSize;
      start = next;
    } else {
      const from = start++;
      while (start < end && !readFrameHeader(audio, start, stream)) start++;
      skipped += start - from;
      stretch = [];
    }
  }
  return { stretches, nSamples, skipped };
}

/**
 * The byte offset behind a frame; undefined if its checksum never comes out. A header in the midst of a frame is a
 * coincidence, one in some 2^25 bytes: the second one means that the frame is damaged.
 */
function frameEnd(audio: Uint8Array, start: number, headerLength: number, stream: FlacStream): number | undefined {
  let crc = 0;
  let coincidences = 0;
  for (let at = start; ; at++) {
    if (at >= start + headerLength + 2 && (at === audio.length || readFrameHeader(audio, at, stream))) {
      if (crc === 0) return at;
      if (at === audio.length || ++coincidences === 2) return undefined;
    } else if (at === audio.length) {
      return undefined;
    }
    crc = ((crc << 8) & 0xffff) ^ CRC16[(crc >> 8) ^ audio[at]];
  }
}

/**
 * A frame header (RFC 9639, section 9.1) that fits its stream, or undefined. It has to say its own rate and bits, as all
 * of the streamable subset do: the decoder sees frames alone.
 */
function readFrameHeader(
  bytes: Uint8Array,
  at: number,
  stream: FlacStream,
): { byteLength: number; blockSize: number } | undefined {
  if (bytes[at] !== 0xff || (bytes[at + 1] & 0xfe) !== 0xf8 || at + 6 > bytes.length) return undefined;

  const blockCode = bytes[at + 2] >> 4;
  const rateCode = bytes[at + 2] & 15;
  const channelCode = bytes[at + 3] >> 4;
  const frameBits = FRAME_BITS[(bytes[at + 3] >> 1) & 7];
  const channels = channelCode < 8 ? channelCode + 1 : 2;
  if (blockCode === 0 || rateCode === 0 || rateCode === 15 || channelCode > 10 || bytes[at + 3] & 1) return undefined;
  if (channels !== stream.channels || frameBits !== stream.bits) return undefined;

  // The frame's or its first sample's number in UTF-8's manner, of up to 7 bytes: its length is all that matters.
  const leadingOnes = Math.clz32((~bytes[at + 4] & 0xff) << 24);
  if (leadingOnes === 1 || leadingOnes > 7) return undefined;
  const sizeAt = at + 4 + Math.max(1, leadingOnes);
  const rateAt = sizeAt + (blockCode === 6 ? 1 : blockCode === 7 ? 2 : 0);
  const crcAt = rateAt + (rateCode === 12 ? 1 : rateCode > 12 ? 2 : 0);
  if (crcAt >= bytes.length) return undefined;

  let crc = 0;
  for (let i = at; i <= crcAt; i++) crc = CRC8[crc ^ bytes[i]];
  return crc === 0 ? { byteLength: crcAt + 1 - at, blockSize: blockSizeOf(bytes, blockCode, sizeAt) } : undefined;
}

function blockSizeOf(bytes: Uint8Array, code: number, at: number): number {
  if (code === 1) return 192;
  if (code === 6) return bytes[at] + 1;
  if (code === 7) return bytes[at] * 256 + bytes[at + 1] + 1;
  return code < 6 ? 144 << code : 1 << code;
}

const uint24 = (bytes: Uint8Array, at: number): number => (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2];
