/** What the frames of one MPEG audio stream have in common. */
export interface MpegHeader {
  /** 1, 2 or 3 */
  layer: number;
  sampleRate: number;
  channels: number;
  /** of this frame, header included */
  byteLength: number;
}

/** The whole frames of an MPEG audio stream, as stretches of bytes without a gap. */
export interface MpegFrames {
  first: MpegHeader;
  stretches: Uint8Array[];
  nFrames: number;
  /** bytes that belong to no whole frame */
  skipped: number;
  /** bytes that the last frame lacks */
  missing: number;
}

/** kbit/s by bitrate index 1 to 14 (ISO/IEC 11172-3, table 1, and 13818-3): MPEG-1 by layer, then MPEG-2 and 2.5. */
const BIT_RATES = {
  mpeg1: [
    [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  ],
  mpeg2: [
    [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  ],
};

const SAMPLE_RATES = [44_100, 48_000, 32_000];

/** Junk that may precede the first frame, in bytes. */
const MAX_JUNK = 4096;

/**
 * The byte offset of the first MPEG audio frame, or undefined: two whole frames in a row (three behind junk), or one
 * that ends with the file.
 */
export function findMpegFrame(bytes: Uint8Array, from: number, end: number): number | undefined {
  for (let at = from; at < Math.min(end, from + MAX_JUNK); at++) {
    const header = readMpegHeader(bytes, at);
    if (header && inARow(bytes, at, header, end, at === from ? 2 : 3)) return at;
  }
  return undefined;
}

/** Cuts the stream that begins at a frame into whole frames, each followed by a like one or by the end. */
export function splitMpegFrames(bytes: Uint8Array, at: number, end: number, first: MpegHeader): MpegFrames {
  const result: MpegFrames = { first, stretches: [], nFrames: 0, skipped: 0, missing: 0 };
  let start = at;
  while (at < end) {
    const header = readMpegHeader(bytes, at);
    const fits = header !== undefined && isLike(header, first);
    if (fits && at + header.byteLength <= end) {
      at += header.byteLength;
      result.nFrames++;
      continue;
    }
    if (start < at) result.stretches.push(bytes.subarray(start, at));
    if (fits) {
      result.missing = at + header.byteLength - end;
      return result;
    }
    const from = at++;
    while (at < end && !resumes(bytes, at, end, first)) at++;
    result.skipped += at - from;
    start = at;
  }
  if (start < end) result.stretches.push(bytes.subarray(start, end));
  return result;
}

/** A frame header of layer 1, 2 or 3, or undefined; free bit rates are not read. */
export function readMpegHeader(bytes: Uint8Array, at: number): MpegHeader | undefined {
  if (bytes[at] !== 0xff || (bytes[at + 1] & 0xe0) !== 0xe0 || at + 4 > bytes.length) return undefined;

  const version = (bytes[at + 1] >> 3) & 3;
  const layer = 4 - ((bytes[at + 1] >> 1) & 3);
  const bitRateIndex = bytes[at + 2] >> 4;
  const rateIndex = (bytes[at + 2] >> 2) & 3;
  if (version === 1 || layer === 4 || bitRateIndex === 0 || bitRateIndex === 15 || rateIndex === 3) return undefined;

  const isMpeg1 = version === 3;
  const sampleRate = SAMPLE_RATES[rateIndex] / (isMpeg1 ? 1 : version === 2 ? 2 : 4);
  const bitRate = 1000 * BIT_RATES[isMpeg1 ? "mpeg1" : "mpeg2"][layer - 1][bitRateIndex - 1];
  const padding = (bytes[at + 2] >> 1) & 1;
  const byteLength =
    layer === 1
      ? 4 * (Math.floor((12 * bitRate) / sampleRate) + padding)
      : Math.floor(((layer === 3 && !isMpeg1 ? 72 : 144) * bitRate) / sampleRate) + padding;
  return { layer, sampleRate, channels: bytes[at + 3] >> 6 === 3 ? 1 : 2, byteLength };
}

const isLike = (a: MpegHeader, b: MpegHeader): boolean => a.layer === b.layer && a.sampleRate === b.sampleRate;

function inARow(bytes: Uint8Array, at: number, first: MpegHeader, end: number, count: number): boolean {
  for (let i = 0; i < count; i++) {
    const header = readMpegHeader(bytes, at);
    if (!header || !isLike(header, first) || at + header.byteLength > end) return i > 0 && at === end;
    at += header.byteLength;
  }
  return true;
}

function resumes(bytes: Uint8Array, at: number, end: number, first: MpegHeader): boolean {
  const header = readMpegHeader(bytes, at);
  return header !== undefined && isLike(header, first) && inARow(bytes, at, first, end, 2);
}
