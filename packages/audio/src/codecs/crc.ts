/**
 * The 256 steps of a bytewise cyclic redundancy check, most significant bit first.
 *
 * @param polynomial  without its highest bit
 * @param bits        8, 16 or 32
 */
export function crcTable(polynomial: number, bits: 8 | 16 | 32): Uint32Array {
  const mask = bits === 32 ? -1 : (1 << bits) - 1;
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << (bits - 8);
    for (let bit = 0; bit < 8; bit++) {
      crc = ((crc << 1) ^ ((crc >>> (bits - 1)) & 1 ? polynomial : 0)) & mask;
    }
    return crc;
  });
}
