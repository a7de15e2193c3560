import { mark } from "../common/memory";

/** What an engine's memory holds at most: below 2³¹, addresses are the same signed and unsigned. */
const MAX_BYTES: u64 = 0x40000000;

/** Sees to it that the next `byteLength` bytes of `alloc` are there; false if there are not so many. */
export function makeRoom(byteLength: u64): bool {
  if (byteLength > MAX_BYTES) return false;
  const end = <u64>mark() + byteLength;
  const missing = <i64>end - ((<i64>memory.size()) << 16);
  if (end > MAX_BYTES) return false;
  return missing <= 0 || memory.grow(<i32>((missing + 0xffff) >> 16)) >= 0;
}
