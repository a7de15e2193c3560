import { alloc } from "../common/memory";
import { fftPosition, LANES } from "./lane-fft";

/** Makes u32[n + 1]: the byte offset of frequency k in the output of a `laneFft` of length n; the last is that of k = 0. */
export function planPositions(n: i32): usize {
  const positions = alloc((<usize>n + 1) << 2);
  for (let k = 0; k <= n; k++) {
    store<u32>(positions + ((<usize>k) << 2), fftPosition(k % n, n) * <i32>LANES);
  }
  return positions;
}
