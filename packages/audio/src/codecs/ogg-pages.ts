import { AudioFormatError } from "../audio-format-error.ts";
import { joined } from "./codec.ts";
import { crcTable } from "./crc.ts";

/** The first logical stream of an Ogg file that holds audio. */
export interface OggStream {
  codec: "vorbis" | "opus" | "flac";
  /** its packets, the first being the codec's identification */
  packets: Uint8Array[];
  /** its intact pages, one after the other */
  pages: Uint8Array;
  /** byte offset of its first page's content */
  headerAt: number;
  /** the codec's count of samples at the end of the last page; undefined if that page is missing */
  granulePosition: number | undefined;
  warnings: string[];
}

interface Page {
  at: number;
  end: number;
  isFirst: boolean;
  isLast: boolean;
  serial: number;
  sequence: number;
  granulePosition: number;
  /** lengths of the segments; a packet ends with the first below 255 */
  lacing: Uint8Array;
}

const CRC32 = crcTable(0x04c11db7, 32);

/** How the first packet of each codec begins; those without a decoder here are named in the error. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ["\x01vorbis", "vorbis"],
  ["OpusHead", "opus"],
  ["\x7fFLAC", "flac"],
  ["Speex   ", "Speex"],
  ["\x80theora", "Theora"],
  ["fishead\0", "Skeleton"],
];

/**
 * Reads an Ogg file's pages (RFC 3533) and keeps those whose CRC-32 is right, of the first logical stream that holds
 * Vorbis, Opus or FLAC, up to its end.
 *
 * @throws AudioFormatError if there is no such stream
 */
export function readOgg(bytes: Uint8Array, file: string, at: number): OggStream {
  const found: string[] = [];
  const pages: Page[] = [];
  const warnings: string[] = [];
  let codec: string | undefined;
  let skipped = 0;
  let ended = false;
  for (let start = at; start < bytes.length; ) {
    const page = readPage(bytes, start);
    if (!page) {
      // Of a damaged page its header is passed over, so that the checksums of forged pages take bounded time.
      const from = start;
      start += isOggS(bytes, start) ? 27 : 1;
      while (start < bytes.length && !isOggS(bytes, start)) start++;
      skipped += start - from;
      continue;
    }
    start = page.end;
    if (codec === undefined && page.isFirst) {
      const name = codecOf(bytes, page);
      if (name === "vorbis" || name === "opus" || name === "flac") codec = name;
      else found.push(name);
    }
    if (codec === undefined) continue;
    if (ended && page.isFirst) warnings.push("ignored what follows the first chained stream");
    if (ended || (pages.length > 0 && page.serial !== pages[0].serial)) continue;
    if (pages.length > 0 && page.sequence !== pages[pages.length - 1].sequence + 1) {
      warnings.push(`pages are missing before byte ${page.at}`);
    }
    pages.push(page);
    ended = page.isLast;
  }
  if (codec === undefined) {
    const what = found.length > 0 ? found.join(" and ") : "nothing readable";
    throw new AudioFormatError(file, `${what} in an Ogg file, expected Vorbis, Opus or FLAC`, at);
  }
  if (skipped > 0) warnings.push(`skipped ${skipped} bytes that belong to no intact Ogg page`);
  if (!ended) warnings.push("truncated: the stream's last page is missing");
  return {
    codec: codec as OggStream["codec"],
    packets: packetsOf(bytes, pages),
    pages: joined(
      Uint8Array,
      pages.map(({ at, end }) => bytes.subarray(at, end)),
    ),
    headerAt: contentAt(pages[0]),
    granulePosition: ended ? pages[pages.length - 1].granulePosition : undefined,
    warnings,
  };
}

function readPage(bytes: Uint8Array, at: number): Page | undefined {
  if (at + 27 > bytes.length || !isOggS(bytes, at)) return undefined;

  const lacing = bytes.subarray(at + 27, at + 27 + bytes[at + 26]);
  const end = at + 27 + bytes[at + 26] + lacing.reduce((sum, length) => sum + length, 0);
  if (end > bytes.length) return undefined;

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let crc = 0;
  for (let i = at; i < end; i++) {
    const byte = i >= at + 22 && i < at + 26 ? 0 : bytes[i];
    crc = (crc << 8) ^ CRC32[(crc >>> 24) ^ byte];
  }
  if (crc !== view.getInt32(at + 22, true)) return undefined;
  return {
    at,
    end,
    isFirst: (bytes[at + 5] & 2) !== 0,
    isLast: (bytes[at + 5] & 4) !== 0,
    serial: view.getUint32(at + 14, true),
    sequence: view.getUint32(at + 18, true),
    granulePosition: view.getUint32(at + 6, true) + view.getUint32(at + 10, true) * 4_294_967_296,
    lacing,
  };
}

const isOggS = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x4f && bytes[at + 1] === 0x67 && bytes[at + 2] === 0x67 && bytes[at + 3] === 0x53;

const contentAt = (page: Page): number => page.at + 27 + page.lacing.length;

function codecOf(bytes: Uint8Array, page: Page): string {
  const start = contentAt(page);
  const begin = String.fromCharCode(...bytes.subarray(start, Math.min(start + 8, page.end)));
  return SIGNATURES.find(([signature]) => begin.startsWith(signature))?.[1] ?? "an unknown codec";
}

function packetsOf(bytes: Uint8Array, pages: readonly Page[]): Uint8Array[] {
  const packets: Uint8Array[] = [];
  let parts: Uint8Array[] = [];
  for (const page of pages) {
    let at = contentAt(page);
    for (const length of page.lacing) {
      parts.push(bytes.subarray(at, at + length));
      at += length;
      if (length === 255) continue;
      packets.push(joined(Uint8Array, parts));
      parts = [];
    }
  }
  return packets;
}
