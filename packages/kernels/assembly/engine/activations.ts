import { alloc } from "../common/memory";
import { makeRoom } from "./room";

/** Residuals within residuals, at most. */
export const MAX_DEPTH: i32 = 16;

/** Bytes of all activations, at most; and values of one. */
const MAX_BYTES: u64 = 0x10000000;
const MAX_SIZE: i64 = 0x4000000;

/** u32[MAX_DEPTH + 1]: values of the largest activation of each depth of residuals. */
const sizes = memory.data(68, 4);
let paddedSize: u32 = 0;

/** u32[MAX_DEPTH + 1][2]: addresses of two activations of each depth, which take turns. */
const places = memory.data(136, 4);
let paddedPlace: usize = 0;

/** Begins to count anew. */
export function forgetActivations(): void {
  memory.fill(sizes, 0, 68);
  paddedSize = 0;
}

/** Counts an activation of [time, frequency, channels] at a depth; false if it is empty or too large. */
export function countActivation(depth: i32, time: i32, frequency: i32, channels: i32): bool {
  const size = sizeOf(time, frequency, channels);
  const at = sizes + ((<usize>depth) << 2);
  store<u32>(at, max(load<u32>(at), size));
  return size > 0;
}

/** Counts an input that gets zeros around it; false if it is too large. */
export function countPadded(time: i32, frequency: i32, channels: i32): bool {
  const size = sizeOf(time, frequency, channels);
  paddedSize = max(paddedSize, size);
  return size > 0;
}

/** Reserves all that was counted; false if it is too much, or there is no room. */
export function reserveActivations(): bool {
  let bytes = (<u64>paddedSize) << 2;
  for (let at = sizes; at < sizes + 68; at += 4) bytes += (<u64>load<u32>(at)) << 3;
  if (bytes > MAX_BYTES || !makeRoom(bytes + 1024)) return false;
  paddedPlace = alloc((<usize>paddedSize) << 2);
  for (let i: usize = 0; i < 136; i += 4) {
    store<u32>(places + i, <u32>alloc((<usize>load<u32>(sizes + ((i >> 1) & ~3))) << 2));
  }
  return true;
}

/** One of the two activations of a depth. */
export function activationAt(depth: i32, which: i32): usize {
  return load<u32>(places + ((<usize>(2 * depth + which)) << 2));
}

export function paddedInput(): usize {
  return paddedPlace;
}

/** How many values; 0 for none and for too many. */
function sizeOf(time: i32, frequency: i32, channels: i32): u32 {
  if (time < 1 || frequency < 1 || channels < 1) return 0;
  const plane = <i64>time * <i64>frequency;
  if (plane > MAX_SIZE || <i64>channels > MAX_SIZE || plane * <i64>channels > MAX_SIZE) return 0;
  return <u32>(plane * <i64>channels);
}
