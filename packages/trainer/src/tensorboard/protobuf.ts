// Fields of protocol buffers, each as its bytes: protobuf.dev/programming-guides/encoding. A message is its fields, one
// behind the other. Field numbers are below 16, so that a tag is one byte.

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/** @param value  a whole number from 0 to 2^53 - 1, for int32, int64 and enums */
export function wholeField(field: number, value: number): number[] {
  return [tag(field, VARINT), ...varint(value)];
}

export function doubleField(field: number, value: number): number[] {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return [tag(field, FIXED64), ...bytes];
}

export function floatField(field: number, value: number): number[] {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return [tag(field, FIXED32), ...bytes];
}

export function textField(field: number, text: string): number[] {
  return messageField(field, [...new TextEncoder().encode(text)]);
}

export function messageField(field: number, message: readonly number[]): number[] {
  return [tag(field, LENGTH_DELIMITED), ...varint(message.length), ...message];
}

const tag = (field: number, wireType: number): number => 8 * field + wireType;

/** Seven bits a byte, the lowest first; the top bit says that more follow. By division, as whole numbers reach 2^53. */
function varint(value: number): number[] {
  const low = value % 128;
  return value < 128 ? [low] : [low + 128, ...varint((value - low) / 128)];
}
