import type { Tensor } from "@tensorflow/tfjs-core";
import { FUSED } from "../kernels/names.ts";
import { run } from "../register.ts";

/** Where in the random stream a mask lies: the key and the last three counter words of Philox4x32-10. */
export interface DropoutAddress {
  key: readonly [number, number];
  counter: readonly [number, number, number];
}

/**
 * Zeroes a share `rate` of the values and scales the others by 1 / (1 − rate). The mask follows from the address alone:
 * value i is kept where word i mod 4 of philox4x32([⌊i / 4⌋, ...counter], key) is at least rate · 2³², rounded. The same
 * address gives the same mask; the gradient makes it again instead of storing it.
 *
 * @throws RangeError unless rate is from 0 to less than 1
 */
export function dropout<T extends Tensor>(x: T, rate: number, { key, counter }: DropoutAddress): T {
  const threshold = Math.round(rate * 2 ** 32);
  if (!(rate >= 0 && threshold < 2 ** 32)) throw new RangeError(`rate is ${rate}, expected from 0 to less than 1`);
  return run(FUSED.dropout, { x }, { threshold, scale: 1 / (1 - rate), key, counter });
}
