/**
 * A gray image as the bytes of a PNG (ISO/IEC 15948): 8 bits a pixel, one IDAT whose zlib stream (RFC 1950) is stored and not
 * compressed, so that the same pixels are the same bytes everywhere.
 *
 * @param pixels  [height, width], row-major from the top left, 0 black to 255 white
 * @throws RangeError if width or height is not a whole number from 1 to 65535, or pixels has another length
 */
export function encodePng(pixels: Uint8Array, width: number, height: number): Uint8Array<ArrayBuffer> {
  for (const [name, value] of [
    ["width", width],
    ["height", height],
  ] as const) {
    if (!Number.isInteger(value) || value < 1 || value > 65_535) {
      throw new RangeError(`${name} is ${value}, expected a whole number from 1 to 65535`);
    }
  }
  if (pixels.length !== width * height) {
    throw new RangeError(`pixels has ${pixels.length} values, expected ${width * height} as of ${width} by ${height}`);
  }
  // Each row begins with the number of its filter: 0, none.
  const rows = new Uint8Array(height * (width + 1));
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);

  const header = concatenated([uint32(width), uint32(height), Uint8Array.of(8, 0, 0, 0, 0)]);
  return concatenated([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    ...[chunk("IHDR", header), chunk("IDAT", stored(rows)), chunk("IEND", new Uint8Array(0))],
  ]);
}

/** What a stored block of deflate (RFC 1951, 3.2.4) holds at most. */
const BLOCK_LENGTH = 65_535;

function stored(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  for (let start = 0; start < bytes.length; start += BLOCK_LENGTH) {
    const block = bytes.subarray(start, start + BLOCK_LENGTH);
    const { length } = block;
    const isLast = start + length === bytes.length ? 1 : 0;
    parts.push(Uint8Array.of(isLast, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255), block);
  }
  return concatenated([...parts, uint32(adler32(bytes))]);
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const body = concatenated([Uint8Array.from(type, (letter) => letter.charCodeAt(0)), data]);
  return concatenated([uint32(data.length), body, uint32(crc32(body))]);
}

/** RFC 1950, section 8. */
function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return b * 65_536 + a;
}

/** The cyclic redundancy check of ISO 3309, reflected polynomial 0xedb88320. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** Most significant byte first. */
const uint32 = (value: number) => Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);

function concatenated(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
