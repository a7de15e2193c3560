/** Castagnoli's polynomial, bits reversed: RFC 3720, section 12.1. */
const POLYNOMIAL = 0x82f63b78;

/** The CRC-32C of bytes, a whole number below 2^32; of none, 0. Bit by bit: an epoch's records are a few kilobytes. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? POLYNOMIAL : 0);
  }
  return ~crc >>> 0;
}

/** The CRC as TFRecord files keep it, so that a CRC over bytes that hold a CRC is of use: rotated by 15 bits, plus a constant. */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
