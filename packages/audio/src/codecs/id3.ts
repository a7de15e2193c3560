/** The byte offset behind all ID3v2 tags at the start of a file: where its audio begins, whatever its format. */
export function id3v2End(bytes: Uint8Array): number {
  let at = 0;
  while (at + 10 <= bytes.length && bytes[at] === 0x49 && bytes[at + 1] === 0x44 && bytes[at + 2] === 0x33) {
    const size = [6, 7, 8, 9].reduce((sum, i) => sum * 128 + (bytes[at + i] & 0x7f), 0);
    const footer = bytes[at + 5] & 0x10 ? 10 : 0;
    at += 10 + size + footer;
  }
  return Math.min(at, bytes.length);
}

/** The byte offset of the ID3v1 tag that ends a file, else the file's length. */
export function id3v1Start(bytes: Uint8Array): number {
  const at = bytes.length - 128;
  return at >= 0 && bytes[at] === 0x54 && bytes[at + 1] === 0x41 && bytes[at + 2] === 0x47 ? at : bytes.length;
}
