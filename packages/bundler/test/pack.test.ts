import { randomAt } from "@undertone/core";
import { type Unpacker, unpackerBytes } from "@undertone/kernels/unpack";
import { describe, expect, it } from "vitest";
import { bytesOfLetters, lettersOf, unpacked } from "../src/module/bytes.ts";
import { log2 } from "../src/pack/log2.ts";
import { pack } from "../src/pack/pack.ts";

const { instance } = await WebAssembly.instantiate(unpackerBytes());
const unpacker = instance.exports as unknown as Unpacker;
const random = randomAt(1, "initialize");
const drawn = (n: number, values: number) => Uint8Array.from({ length: n }, () => random.below(values));

/** Codes of weights: small ones are frequent. */
const codes = (n: number, largest: number) =>
  Uint8Array.from({ length: n }, () => (random.below(largest) - random.below(largest)) & 255);

describe("pack", () => {
  it.each([0, 1, 2, 3, 4, 5, 7, 8, 9, 100, 1000])("gives back %i bytes", (n) => {
    for (const bytes of [drawn(n, 256), drawn(n, 3), new Uint8Array(n), new Uint8Array(n).fill(255)]) {
      expect(unpacked(unpacker, pack(bytes))).toEqual(bytes);
    }
  });

  it.each([0, 1, 2, 3, 6, 9, 999, 3000])("gives back %i bytes of codes behind others", (n) => {
    for (const rest of [codes(n, 100), drawn(n, 256), new Uint8Array(n)]) {
      for (const nHead of [0, 1, 20]) {
        const bytes = new Uint8Array([...drawn(nHead, 4), ...rest]);
        expect(unpacked(unpacker, pack(bytes, nHead))).toEqual(bytes);
      }
    }
  });

  it("takes little more than what is new: of repetitions, and of codes by how frequent they are", () => {
    const part = drawn(200, 256);
    expect(pack(new Uint8Array([...part, ...part, ...part])).length).toBeLessThan((200 * 8) / 6 + 60);
    // 64 values of which one is there half of the time: 1 + 6 / 2 bits each
    const sixes = Uint8Array.from({ length: 12_000 }, () => (random.below(2) ? 0 : random.below(64)));
    const bytes = Uint8Array.from({ length: 9000 }, (_, i) => {
      const at = 4 * Math.floor(i / 3);
      const bits = (sixes[at] << 18) | (sixes[at + 1] << 12) | (sixes[at + 2] << 6) | sixes[at + 3];
      return bits >> (16 - 8 * (i % 3));
    });
    expect((6 * pack(bytes, 0).length) / 12_000).toBeLessThan(4.1);
  });

  it("stands in a string as it is", () => {
    const text = pack(drawn(3000, 256));
    expect(text).toMatch(/^[#-[\]-c]+$/);
    expect(new Set(text).size).toBe(64);
  });
});

describe("letters", () => {
  it("give back every byte", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(lettersOf(bytes)).toMatch(/^[a-p]{512}$/);
    expect(bytesOfLetters(lettersOf(bytes))).toEqual(bytes);
  });
});

it("log2 is near Math.log2", () => {
  for (const x of [1e-9, 0.1, 0.5, 0.999, 1, 1.999, 2, 3, 4095, 1e9]) expect(log2(x)).toBeCloseTo(Math.log2(x), 7);
});
