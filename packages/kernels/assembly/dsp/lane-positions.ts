import { alloc } from "../common/memory";
import { LANES } from "./lane-fft";

/**
 * Makes u32[n + 1]: the byte offset of frequency k in the output of a `laneFft` of length n, where its digits in the
 * passes' radices, 4, 4, ... and perhaps 2, are reversed; the last is that of k = 0. Each table grows from that of a quarter of
 * its length,
 *
 *   position(4q + r, 4L) = r · L + position(q, L),
 *
 * without a division: one by one they take as long as the twiddle factors.
 */
export function planPositions(n: i32): usize {
  const positions = alloc((<usize>n + 1) << 2);
  let length: usize = ctz(n) & 1 ? 2 : 1;
  store<u32>(positions, 0);
  if (length === 2) store<u32>(positions, <u32>LANES, 4);
  for (; length < <usize>n; length <<= 2) {
    for (let q = length; q > 0; q--) {
      const position = load<u32>(positions + ((q - 1) << 2));
      const to = positions + ((q - 1) << 4);
      for (let r: usize = 0; r < 4; r++) store<u32>(to + (r << 2), position + <u32>(r * length * LANES));
    }
  }
  store<u32>(positions + ((<usize>n) << 2), 0);
  return positions;
}
