import { expect, it } from "vitest";
import { base64 } from "../../src/report/base64.ts";

it.each([0, 1, 2, 3, 4, 5, 256])("is what btoa gives for %d bytes", (length) => {
  const bytes = Uint8Array.from({ length }, (_, i) => 255 - i);
  expect(base64(bytes)).toBe(btoa(String.fromCharCode(...bytes)));
});
