import { loadDsp } from "@undertone/kernels/dsp";
import { read, withScratch, write } from "@undertone/kernels/features";
import { describe, expect, it } from "vitest";

const wasm = await loadDsp();

/** Natural logarithms of up to 2²⁰ values. */
const logOf = (x: Float32Array): Float32Array =>
  withScratch(wasm, () => {
    const address = write(wasm, x);
    wasm.logMel(address, x.length / 4, 2 ** -126, 1, 1, address);
    return read(wasm, address, x.length);
  });

/** What lies between a float32 of this magnitude and the next. */
function ulpOf(value: number): number {
  const magnitude = Math.max(Math.abs(value), 2 ** -126);
  return 2 ** (Math.floor(Math.log2(magnitude)) - 23);
}

/** The largest error of the logarithms of float32 values whose bits are first, first + step ..., in ulp. */
function largestError(first: number, last: number, step: number): number {
  let largest = 0;
  const n = 2 ** 18;
  for (let from = first; from < last; from += n * step) {
    const x = new Float32Array(Int32Array.from({ length: n }, (_, i) => Math.min(from + i * step, last)).buffer);
    const actual = logOf(x);
    for (const [i, value] of x.entries()) {
      const expected = Math.log(value);
      largest = Math.max(largest, Math.abs(actual[i] - expected) / ulpOf(expected));
    }
  }
  return largest;
}

const HALF = 0x3f000000;
const TWO = 0x40000000;
const SMALLEST_NORMAL = 0x00800000;
const LARGEST = 0x7f7fffff;

describe("the logarithm", () => {
  it("is within 1 ulp at every seventh number from ½ to 2, where it passes through 0", () => {
    expect(largestError(HALF, TWO, 7)).toBeLessThan(1);
  });

  it("is within 1 ulp at 2 million numbers of all magnitudes", () => {
    expect(largestError(SMALLEST_NORMAL, LARGEST, 1021)).toBeLessThan(1);
  });

  it("is of the values times a power of two, the floor as well, and then scaled", () => {
    withScratch(wasm, () => {
      const address = write(wasm, Float32Array.of(4, 8, 1, 0));
      wasm.logMel(address, 1, 2, 0.25, 3, address);
      const expected = [1, 2, 0.5, 0.5].map((value) => 3 * Math.log(value));
      for (const [i, value] of read(wasm, address, 4).entries()) expect(value).toBeCloseTo(expected[i], 6);
    });
  });

  it("of 1 is 0, and of less than the floor the floor's", () => {
    expect(logOf(Float32Array.of(1, 1, 1, 1))).toEqual(new Float32Array(4));
    expect(logOf(new Float32Array(4))[0]).toBeCloseTo(-126 * Math.LN2, 5);
  });
});
