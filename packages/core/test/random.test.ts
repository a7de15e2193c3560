import { philox4x32, randomAt, shuffled } from "@undertone/core";
import { describe, expect, it } from "vitest";

const hex = (words: Uint32Array) => [...words].map((word) => word.toString(16).padStart(8, "0")).join(" ");

describe("philox4x32", () => {
  // Random123's published vectors (kat_vectors, philox4x32 10).
  it.each([
    [[0, 0, 0, 0], [0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    [[0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], "408f276d 41c83b0e a20bc7c6 6d5451fd"],
    [[0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], "d16cfe09 94fdcceb 5001e420 24126ea1"],
  ] as const)("gives Random123's words for %j under %j", (counter, key, expected) => {
    expect(hex(philox4x32(counter, key))).toBe(expected);
  });
});

describe("randomAt", () => {
  const first = (...address: Parameters<typeof randomAt>) => randomAt(...address).uint32();

  it("depends on each coordinate, and on nothing else", () => {
    const all = [
      first(1, "shuffle"),
      first(2, "shuffle"),
      first(1, "dropout"),
      first(1, "shuffle", { epoch: 1 }),
      first(1, "shuffle", { step: 1 }),
      first(1, "shuffle", { utterance: 1 }),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(first(1, "shuffle", { epoch: 1 })).toBe(all[3]);
  });

  it("is uniform", () => {
    const random = randomAt(7, "augment");
    const counts = new Array(10).fill(0);
    for (let i = 0; i < 100_000; i++) counts[Math.floor(random.uniform() * 10)]++;
    // chi-squared with 9 degrees of freedom: 27.9 is passed by 999 of 1000 fair sources
    expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.9);
  });

  it("draws whole numbers below n", () => {
    const random = randomAt(7, "augment");
    expect(new Set(Array.from({ length: 200 }, () => random.below(3)))).toEqual(new Set([0, 1, 2]));
    expect(() => random.below(0)).toThrow("n is 0, expected a whole number from 1 to 4294967296");
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 32])("refuses seed %d", (seed) => {
    expect(() => randomAt(seed, "split")).toThrow(`seed is ${seed}, expected a whole number from 0 to 4294967295`);
  });
});

describe("shuffled", () => {
  it("keeps every item and leaves the input alone", () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const order = shuffled(items, randomAt(1, "shuffle"));
    expect(order).not.toEqual(items);
    expect(order.toSorted()).toEqual(items);
  });
});
