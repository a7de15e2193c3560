// Messages of protocol buffers, each as its bytes: protobuf.dev/programming-guides/encoding. A message is its fields, one
// behind the other.
import { joined } from "./joined.ts";

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/** @param value  a whole number from 0 to 2^53 - 1, for int32, int64 and enums */
export function wholeField(field: number, value: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...tag(field, VARINT), ...varint(value)]);
}

/** A repeated field, one tag a value, as proto2 files have it. */
export function wholesField(field: number, values: readonly number[]): Uint8Array<ArrayBuffer> {
  return joined(values.map((value) => wholeField(field, value)));
}

export function floatField(field: number, value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return Uint8Array.from([...tag(field, FIXED32), ...bytes]);
}

export function textField(field: number, text: string): Uint8Array<ArrayBuffer> {
  return bytesField(field, new TextEncoder().encode(text));
}

/** Bytes, or a message within the message. */
export function bytesField(field: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return joined([Uint8Array.from([...tag(field, LENGTH_DELIMITED), ...varint(bytes.length)]), bytes]);
}

const tag = (field: number, wireType: number): number[] => varint(8 * field + wireType);

/** Seven bits a byte, the lowest first; the top bit says that more follow. By division, as whole numbers reach 2^53. */
function varint(value: number): number[] {
  const low = value % 128;
  return value < 128 ? [low] : [low + 128, ...varint((value - low) / 128)];
}
