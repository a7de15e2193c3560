import { sha256Hex, sha256HexAsync } from "@undertone/core";
import { expect, it } from "vitest";

// The messages and digests of NIST's SHA-256 examples.
it.each([
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  [
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  ],
])("sha256Hex gives NIST's digest of %j, and so does sha256HexAsync", async (message, digest) => {
  expect(sha256Hex(new TextEncoder().encode(message))).toBe(digest);
  expect(await sha256HexAsync(new TextEncoder().encode(message))).toBe(digest);
});

it("sha256Hex reads only the bytes of a view", () => {
  const bytes = new TextEncoder().encode("xabcx");
  expect(sha256Hex(bytes.subarray(1, 4))).toBe(sha256Hex(new TextEncoder().encode("abc")));
});

it("sha256HexAsync does without WebCrypto", async () => {
  const subtle = Object.getOwnPropertyDescriptor(globalThis, "crypto")!;
  Object.defineProperty(globalThis, "crypto", { value: undefined, configurable: true });
  try {
    const bytes = new TextEncoder().encode("abc");
    expect(await sha256HexAsync(bytes)).toBe(sha256Hex(bytes));
  } finally {
    Object.defineProperty(globalThis, "crypto", subtle);
  }
});
