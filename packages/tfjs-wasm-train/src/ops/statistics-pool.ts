import type { Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import { FUSED } from "../kernels/names.ts";
import { run } from "../register.ts";

/**
 * Mean of every channel over the first `lengths[b]` rows and all frequencies and, where `deviation`, √(variance + 1e-5)
 * behind the means. Rows beyond get gradient 0.
 *
 * @param x          [batch, time, frequency, channels]
 * @param lengths    rows that count, [batch], each from 1 to time
 * @param deviation  whether to add standard deviations
 * @returns          [batch, channels] or [batch, 2 · channels]
 * @throws RangeError if lengths do not fit x
 */
export function statisticsPool(x: Tensor4D, lengths: Int32Array, deviation: boolean): Tensor2D {
  const [batch, time] = x.shape;
  if (lengths.length !== batch) throw new RangeError(`lengths has ${lengths.length} values, expected ${batch} as in x`);
  for (const length of lengths) {
    if (length < 1 || length > time) throw new RangeError(`length is ${length}, expected from 1 to ${time} rows`);
  }
  return run(FUSED.statisticsPool, { x }, { lengths: lengths.slice(), deviation });
}
