import {
  type Bundle,
  BundleError,
  calibratedBundle,
  checkBundle,
  type Dtype,
  decodeBundle,
  encodeBundle,
  quantizedBundle,
  sha256Hex,
} from "@undertone/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { smallBundle } from "./bundles.ts";

const versionOf = (bytes: Uint8Array) => new DataView(bytes.buffer).getUint32(8, true);
const payloadOf = (bytes: Uint8Array) => Math.ceil((20 + new DataView(bytes.buffer).getUint32(12, true)) / 16) * 16;

function rehashed(bytes: Uint8Array): Uint8Array {
  const hash = sha256Hex(bytes.subarray(0, -32));
  for (let i = 0; i < 32; i++) bytes[bytes.length - 32 + i] = Number.parseInt(hash.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

describe("quantizedBundle", () => {
  it.each<Dtype>(["f16", "i8", "i6"])("is written as version 2 and read as it was: %s", (dtype) => {
    const bundle = quantizedBundle(smallBundle(), dtype);
    expect([...bundle.dtypes!]).toEqual([
      ["0.kernel", dtype],
      ["4.kernel", dtype],
    ]);
    const bytes = encodeBundle(bundle);
    expect(versionOf(bytes)).toBe(2);
    expect(decodeBundle(bytes)).toEqual(bundle);
    expect(encodeBundle(decodeBundle(bytes))).toEqual(bytes);
  });

  it("changes kernels alone, and says which weights these are", () => {
    const bundle = smallBundle();
    const smaller = quantizedBundle(bundle, "i6");
    const changed = [...bundle.tensors].filter(([name, values]) => {
      const left = smaller.tensors.get(name)!;
      return values.some((value, i) => value !== left[i]);
    });
    expect(changed.map(([name]) => name)).toEqual(["0.kernel", "4.kernel"]);
    expect(smaller.training.weightsSha256).not.toBe(bundle.training.weightsSha256);
  });

  it("is the bundle itself in float32, written as version 1, which older readers read", () => {
    expect(quantizedBundle(smallBundle(), "f32")).toEqual(smallBundle());
    expect(quantizedBundle(quantizedBundle(smallBundle(), "i8"), "f32")).not.toHaveProperty("dtypes");
    expect(versionOf(encodeBundle(smallBundle()))).toBe(1);
  });

  it("can be calibrated", () => {
    const bundle = quantizedBundle(smallBundle(), "i8");
    const calibrated = calibratedBundle(bundle, 1.7);
    expect(() => checkBundle(calibrated)).not.toThrow();
    bundle.tensors.get("4.kernel")!.forEach((value, i) => {
      expect(calibrated.tensors.get("4.kernel")![i]).toBeCloseTo(value / 1.7, 3);
    });
  });

  it("holds no values but those of its dtypes", () => {
    const { tensors } = smallBundle();
    const dtypes = (name: string, dtype: Dtype): Bundle => smallBundle({ dtypes: new Map([[name, dtype]]) });
    expect(() => encodeBundle(dtypes("0.kernel", "i8"))).toThrow(
      new RegExp(`^tensor 0.kernel\\[\\d+\\] is ${tensors.get("0.kernel")![0]}, expected .* as i8 holds$`),
    );
    expect(() => encodeBundle(dtypes("0.bias", "i8"))).toThrow(
      "tensor 0.bias is i8, expected f32: only kernels are quantized",
    );
    expect(() => encodeBundle(dtypes("9.kernel", "i8"))).toThrow(
      "tensor 9.kernel is none of the network's, expected no others",
    );
  });

  it("is refused where its codes are not as they are written", () => {
    const bytes = encodeBundle(quantizedBundle(smallBundle(), "i6"));
    const codes = payloadOf(bytes) + 12; // behind three scales
    bytes[codes + 20] |= 1; // 27 codes take 21 bytes, the last six bits being zeros
    expect(() => decodeBundle(rehashed(bytes))).toThrow(
      new BundleError("tensor 0.kernel is not as i6 is written", { byteOffset: codes + 20 }),
    );
  });

  it("or reads to the same bytes, any flipped bytes under a right hash", () => {
    const encoded = encodeBundle(quantizedBundle(smallBundle(), "i8"));
    const flips = fc.array(fc.tuple(fc.nat(encoded.length - 33), fc.integer({ min: 1, max: 255 })), { maxLength: 3 });
    fc.assert(
      fc.property(flips, (list) => {
        const bytes = encoded.slice();
        for (const [at, mask] of list) bytes[at] ^= mask;
        rehashed(bytes);
        try {
          expect(encodeBundle(decodeBundle(bytes))).toEqual(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(BundleError);
        }
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});
