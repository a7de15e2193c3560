/** One chunk of a RIFF or IFF file, as far as its bytes are there. */
export interface Chunk {
  /** four characters */
  id: string;
  /** byte offset of the 8-byte chunk header */
  header: number;
  /** byte offset of the content */
  start: number;
  /** byte offset behind the content that is present */
  end: number;
  /** the size that the header claims */
  claimed: number;
  /** bytes of the claimed size that the file lacks */
  missing: number;
}

/** A size that the writer of a streamed file never came back to fill in. */
export const UNKNOWN_SIZE = 0xffffffff;

/** Four bytes as a text, unprintable ones as "?". */
export function fourCc(bytes: Uint8Array, at: number): string {
  let id = "";
  for (let i = at; i < at + 4; i++) id += isPrintable(bytes[i]) ? String.fromCharCode(bytes[i]) : "?";
  return id;
}

/**
 * Walks the chunks of a file, bounded by its bytes: a size that claims more ends at the end of the file. An odd chunk
 * is followed by its pad byte, unless a chunk begins just where the pad byte should be. Ends before the first header
 * that is cut off or has no printable name.
 *
 * @param at     byte offset of the first chunk
 * @param sizeOf the content's true size, given the claimed one: for streamed and 64-bit files
 */
export function* walkChunks(
  bytes: Uint8Array,
  at: number,
  littleEndian: boolean,
  sizeOf: (id: string, claimed: number, start: number) => number = (_, claimed) => claimed,
): Generator<Chunk, void, void> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let header = at; startsChunk(bytes, header); ) {
    const id = fourCc(bytes, header);
    const claimed = view.getUint32(header + 4, littleEndian);
    const start = header + 8;
    const size = sizeOf(id, claimed, start);
    const end = Math.min(start + size, bytes.length);
    yield { id, header, start, end, claimed, missing: start + size - end };

    const unpadded = size % 2 === 1 && startsChunk(bytes, end) && !startsChunk(bytes, end + 1);
    header = end + (unpadded ? 0 : size % 2);
  }
}

/** Whether a whole chunk header with a printable name lies at a byte offset. */
function startsChunk(bytes: Uint8Array, at: number): boolean {
  if (at + 8 > bytes.length) return false;
  for (let i = at; i < at + 4; i++) if (!isPrintable(bytes[i])) return false;
  return true;
}

const isPrintable = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;
