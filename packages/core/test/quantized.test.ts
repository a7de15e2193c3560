import {
  type Dtype,
  decodeTensor,
  encodeTensor,
  quantize,
  quantized,
  randomAt,
  tensorByteLength,
} from "@undertone/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const LARGEST = { i8: 127, i6: 31 };
const QUANTIZED: Dtype[] = ["f16", "i8", "i6"];

/** Normal values, channel c of magnitude 4^-c. */
function drawn(shape: number[], seed = 1): Float32Array {
  const random = randomAt(seed, "initialize");
  const size = shape.reduce((a, b) => a * b);
  const channels = shape.at(-1)!;
  return Float32Array.from({ length: size }, (_, i) => random.between(-1, 1) * 4 ** -(i % channels));
}

describe("quantized", () => {
  it.each(["i8", "i6"] as const)("is within half a step of each channel's own scale: %s", (dtype) => {
    const shape = [3, 5, 4];
    const values = drawn(shape);
    const { codes, scales } = quantize(values, shape, dtype);
    const left = quantized(values, shape, dtype);
    for (let c = 0; c < 4; c++) {
      const channel = [...codes].filter((_, i) => i % 4 === c);
      expect(Math.max(...channel.map(Math.abs))).toBe(LARGEST[dtype]);
    }
    values.forEach((value, i) => {
      expect(Math.abs(left[i] - value)).toBeLessThanOrEqual(scales[i % 4] * 0.51);
      expect(left[i]).toBe(codes[i] * scales[i % 4]); // exact: 18 bits at most
    });
  });

  it.each(QUANTIZED)("changes nothing when done again: %s", (dtype) => {
    for (let seed = 1; seed < 200; seed++) {
      const once = quantized(drawn([7, 3], seed), [7, 3], dtype);
      expect(quantized(once, [7, 3], dtype)).toEqual(once);
    }
  });

  it("changes nothing when done again, whatever the values", () => {
    const value = fc.float({ noNaN: true, max: Math.fround(1e37), min: -Math.fround(1e37) });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 24 }),
        fc.constantFrom<Dtype>("i8", "i6"),
        (list, dtype) => {
          const once = quantized(Float32Array.from(list), [list.length, 1], dtype);
          expect(quantized(once, [list.length, 1], dtype)).toEqual(once);
        },
      ),
      { seed: 1, numRuns: 3000 },
    );
  });

  it("is nearest in float16, even where two are as near", () => {
    const of = (value: number) => quantized(Float32Array.of(value), [1], "f16")[0];
    expect([1, -2, 0.5, 65_504, 2 ** -14, 2 ** -24].map(of)).toEqual([1, -2, 0.5, 65_504, 2 ** -14, 2 ** -24]);
    expect(of(1 + 2 ** -11)).toBe(1);
    expect(of(1 + 3 * 2 ** -11)).toBe(1 + 2 ** -9);
    expect(of(65_519)).toBe(65_504);
    expect(of(2 ** -25)).toBe(0);
    expect(of(3 * 2 ** -25)).toBe(2 ** -23);
    expect(of(2 ** -14 - 2 ** -26)).toBe(2 ** -14);
    expect(of(2047.6)).toBe(2048);
    expect(Object.is(of(-0), -0)).toBe(true);
  });

  it("gives zeros for a channel of zeros or of next to nothing", () => {
    const values = Float32Array.of(0, 1, -0, -1, 1e-38, 0.5);
    const left = quantized(values, [3, 2], "i8");
    expect([left[0], left[2], left[4]]).toEqual([0, 0, 0]);
    expect(left[1]).toBeCloseTo(1, 3);
  });

  it("refuses what a dtype cannot hold", () => {
    const of = (value: number, dtype: Dtype) => () => quantized(Float32Array.of(0, value), [2], dtype);
    expect(of(65_520, "f16")).toThrow(new RangeError("value 1 is 65520, expected a magnitude below 65520 for f16"));
    expect(of(Number.NaN, "i8")).toThrow(new RangeError("value 1 is NaN, expected a magnitude of at most 1e38 for i8"));
  });
});

describe("encodeTensor and decodeTensor", () => {
  it.each<[Dtype, number[], number]>([
    ["f32", [2, 3], 24],
    ["f16", [2, 3], 12],
    ["i8", [2, 3], 12 + 6],
    ["i6", [2, 3], 12 + 6],
    ["i6", [1, 1], 4 + 3],
    ["i6", [4, 1], 4 + 3],
    ["i6", [5, 1], 4 + 6],
  ])("agree: %s %j in %d bytes", (dtype, shape, byteLength) => {
    const values = quantized(drawn(shape), shape, dtype);
    const bytes = encodeTensor(values, shape, dtype);
    expect(tensorByteLength(shape, dtype)).toBe(byteLength);
    expect(bytes).toHaveLength(byteLength);
    expect(decodeTensor(bytes, shape, dtype)).toEqual(values);
  });

  it("pack six bits from the highest on", () => {
    const bytes = encodeTensor(Float32Array.of(31, -31, 1, 0, -1), [5, 1], "i6");
    expect([...bytes]).toEqual([0, 0, 128, 63, 0b01111110, 0b00010000, 0b01000000, 0b11111100, 0, 0]);
  });
});
