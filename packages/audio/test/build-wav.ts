/** Pieces of WAV files, right or wrong, for tests. */

export const joined = (...parts: (string | Uint8Array | number[])[]): Uint8Array => {
  const bytes = parts.flatMap((part) => (typeof part === "string" ? [...part].map((c) => c.charCodeAt(0)) : [...part]));
  return Uint8Array.from(bytes);
};

export const uint16 = (value: number, littleEndian = true): Uint8Array => {
  const bytes = new Uint8Array(2);
  new DataView(bytes.buffer).setUint16(0, value, littleEndian);
  return bytes;
};

export const uint32 = (value: number, littleEndian = true): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, littleEndian);
  return bytes;
};

/** A chunk with its pad byte; `size` replaces the true one. */
export const chunk = (id: string, content: Uint8Array, size = content.length, littleEndian = true): Uint8Array =>
  joined(id, uint32(size, littleEndian), content, content.length % 2 === 1 ? [0] : []);

export interface Fmt {
  tag?: number;
  channels?: number;
  sampleRate?: number;
  bits?: number;
  blockAlign?: number;
  littleEndian?: boolean;
}

/** The 16 bytes of a fmt chunk: 16 kHz mono of 16-bit integers, but for what is given. */
export const fmt = ({
  tag = 1,
  channels = 1,
  sampleRate = 16_000,
  bits = 16,
  blockAlign = channels * Math.ceil(bits / 8),
  littleEndian = true,
}: Fmt = {}): Uint8Array =>
  joined(
    uint16(tag, littleEndian),
    uint16(channels, littleEndian),
    uint32(sampleRate, littleEndian),
    uint32((sampleRate * blockAlign) % 2 ** 32, littleEndian),
    uint16(blockAlign, littleEndian),
    uint16(bits, littleEndian),
  );

/** The 40 bytes of an EXTENSIBLE fmt chunk around an inner format tag. */
export const extensible = (tag: number, fields: Fmt = {}, validBits = fields.bits ?? 16): Uint8Array =>
  joined(
    fmt({ ...fields, tag: 0xfffe }),
    uint16(22),
    uint16(validBits),
    uint32(0),
    uint32(tag),
    [0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71],
  );

/** A RIFF file of chunks, its size right. */
export const riff = (...chunks: Uint8Array[]): Uint8Array => {
  const content = joined(...chunks);
  return joined("RIFF", uint32(4 + content.length), "WAVE", content);
};

export const int16 = (samples: number[], littleEndian = true): Uint8Array =>
  joined(...samples.map((sample) => uint16(sample & 0xffff, littleEndian)));

export const float32 = (...samples: number[]): Uint8Array => new Uint8Array(Float32Array.from(samples).buffer);

export const float64 = (...samples: number[]): Uint8Array => new Uint8Array(Float64Array.from(samples).buffer);
