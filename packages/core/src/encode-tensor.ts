import { type Dtype, tensorByteLength } from "./dtype.ts";
import { halfBits, halfValue } from "./half.ts";
import { sizeOf } from "./network.ts";
import { dequantize, quantize } from "./quantize.ts";
import { float32Bytes } from "./weights-sha256.ts";

/**
 * The bytes of a tensor's values, row-major, all numbers little-endian:
 *
 *   f32, f16   the values
 *   i8         the scales of the output channels in float32, then the codes of `quantize`, a byte each
 *   i6         the scales, then the codes by fours in three bytes, the first in the highest bits; zeros after the last
 *
 * @throws RangeError if a value is too large for the dtype
 */
export function encodeTensor(values: Float32Array, shape: readonly number[], dtype: Dtype): Uint8Array<ArrayBuffer> {
  if (dtype === "f32") return float32Bytes(values);
  const bytes = new Uint8Array(tensorByteLength(shape, dtype));
  if (dtype === "f16") {
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < values.length; i++) view.setUint16(2 * i, halfOf(values[i], i), true);
    return bytes;
  }
  const { codes, scales } = quantize(values, shape, dtype);
  bytes.set(float32Bytes(scales));
  const packed = bytes.subarray(scales.byteLength);
  if (dtype === "i8") packed.set(new Uint8Array(codes.buffer));
  else packSixes(codes, packed);
  return bytes;
}

/** The values of bytes that `encodeTensor` wrote; of others, values that it would write otherwise. */
export function decodeTensor(bytes: Uint8Array, shape: readonly number[], dtype: Dtype): Float32Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = sizeOf(shape);
  if (dtype === "f32") return Float32Array.from({ length: size }, (_, i) => view.getFloat32(4 * i, true));
  if (dtype === "f16") return Float32Array.from({ length: size }, (_, i) => halfValue(view.getUint16(2 * i, true)));
  const channels = shape.at(-1) ?? 1;
  const scales = Float32Array.from({ length: channels }, (_, c) => view.getFloat32(4 * c, true));
  const packed = bytes.subarray(4 * channels);
  const codes = dtype === "i8" ? new Int8Array(packed) : unpackSixes(packed, size);
  return dequantize({ codes, scales });
}

/**
 * What becomes of values that are stored as `dtype`: the values that every form of a model computes with. Done twice, it
 * changes nothing more.
 *
 * @throws RangeError if a value is too large for the dtype
 */
export function quantized(values: Float32Array, shape: readonly number[], dtype: Dtype): Float32Array<ArrayBuffer> {
  if (dtype === "f32") return values.slice();
  if (dtype === "f16") return Float32Array.from(values, (value, i) => halfValue(halfOf(value, i)));
  return dequantize(quantize(values, shape, dtype));
}

/** @throws RangeError unless a tensor's values are some that `dtype` can hold, bit for bit */
export function checkDtype(name: string, values: Float32Array, shape: readonly number[], dtype: Dtype): void {
  if (dtype === "f32") return;
  const held = quantized(values, shape, dtype);
  const wrong = values.findIndex((value, i) => !Object.is(value, held[i]));
  if (wrong >= 0) {
    throw new RangeError(`tensor ${name}[${wrong}] is ${values[wrong]}, expected ${held[wrong]} as ${dtype} holds`);
  }
}

/** Packs codes by fours into three bytes. @param packed  [3 · ⌈n / 4⌉] */
export function packSixes(codes: Int8Array, packed: Uint8Array): void {
  for (let i = 0, at = 0; i < codes.length; i += 4, at += 3) {
    let bits = 0;
    for (let k = 0; k < 4; k++) bits = (bits << 6) | ((codes[i + k] ?? 0) & 63);
    packed[at] = bits >> 16;
    packed[at + 1] = bits >> 8;
    packed[at + 2] = bits;
  }
}

function unpackSixes(packed: Uint8Array, size: number): Int8Array<ArrayBuffer> {
  return Int8Array.from({ length: size }, (_, i) => {
    const at = 3 * (i >> 2);
    const bits = (packed[at] << 16) | (packed[at + 1] << 8) | packed[at + 2];
    return ((bits >> (18 - 6 * (i & 3))) << 26) >> 26;
  });
}

function halfOf(value: number, i: number): number {
  if (Math.abs(value) >= 65_520) {
    throw new RangeError(`value ${i} is ${value}, expected a magnitude below 65520 for f16`);
  }
  return halfBits(value);
}
