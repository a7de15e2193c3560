/**
 * The bundle file, format version 1; all numbers little-endian:
 *
 *   byte 0        "UNDRTONE"
 *        8        u32 format version
 *        12       u32 byte length of the header, at most 1 MiB
 *        16       u32 byte length of the file
 *        20       header: canonical JSON in UTF-8 (`BundleHeader`)
 *        …        tensors in the header's order: float32, row-major, each from the next multiple of 16 on;
 *                 zeros fill the gaps, also up to the multiple of 16 after the last one
 *        last 32  SHA-256 of everything before
 */
export const MAGIC = "UNDRTONE";
export const FORMAT_VERSION = 1;
export const MAX_HEADER_LENGTH: number = 2 ** 20;
export const HEADER_START = 20;
export const HASH_LENGTH = 32;

/** The next multiple of 16. */
export function aligned(byteOffset: number): number {
  return Math.ceil(byteOffset / 16) * 16;
}
