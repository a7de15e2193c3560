// Before each test file: compares typed arrays in a plain loop, by Object.is as vitest does, which alone takes a second for
// 100 000 elements.
import { expect } from "vitest";

expect.addEqualityTesters([
  (a: unknown, b: unknown) =>
    isTypedArray(a) && isTypedArray(b) && a.constructor === b.constructor ? sameElements(a, b) : undefined,
]);

type TypedArray = Uint8Array | Float32Array; // and the others, of which no test asks more

function isTypedArray(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function sameElements(a: TypedArray, b: TypedArray): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
