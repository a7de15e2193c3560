import { philox4x32 } from "@undertone/core";
import { expect, it } from "vitest";
import { noise, startHeap } from "./heap.ts";

const { gradients, put, room, take } = await startHeap();
const KEY = [0x9e3779b9, 4_000_000_000] as const;
const COUNTER = [7, 0xffffffff, 3] as const;

it.each([0, 1, 3, 4, 5, 7, 8, 9, 37])("keeps of %d values those that philox4x32 says", (length) => {
  const rate = 0.3;
  const threshold = Math.round(rate * 2 ** 32);
  const x = noise(length, 1);
  const y = room(length + 1);
  gradients.dropout(put(x), y, length, threshold, 1 / (1 - rate), ...KEY, ...COUNTER);

  const scale = Math.fround(1 / (1 - rate));
  const expected = x.map((value, i) => {
    const word = philox4x32([i >> 2, ...COUNTER], KEY)[i % 4];
    return word >= threshold ? scale * value : 0;
  });
  expect([...take(y, length)]).toEqual([...expected]);
  expect(take(y, length + 1)[length]).toBeNaN();
});

it("drops the share it is told and keeps the mean", () => {
  const n = 100_000;
  const y = room(n);
  gradients.dropout(put(new Float32Array(n).fill(1)), y, n, Math.round(0.2 * 2 ** 32), 1.25, ...KEY, ...COUNTER);
  const kept = take(y, n).filter((value) => value !== 0);
  // Four standard deviations of a binomial share.
  expect(Math.abs(kept.length / n - 0.8)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / n));
  expect(new Set(kept)).toEqual(new Set([1.25]));
});
