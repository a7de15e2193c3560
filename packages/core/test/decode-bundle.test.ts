import { BundleError, canonicalJson, decodeBundle, encodeBundle, sha256Hex } from "@undertone/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { smallBundle } from "./bundles.ts";

const encoded = encodeBundle(smallBundle());
const headerLength = new DataView(encoded.buffer).getUint32(12, true);
const payload = Math.ceil((20 + headerLength) / 16) * 16;

/** The bytes with their last 32 made the right hash again. */
function rehashed(bytes: Uint8Array): Uint8Array {
  const hash = sha256Hex(bytes.subarray(0, -32));
  bytes.set(
    Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(hash.slice(2 * i, 2 * i + 2), 16)),
    bytes.length - 32,
  );
  return bytes;
}

/** A frame as `encodeBundle` makes it around any header text, followed by the payload of the small bundle. */
function withHeader(text: string | Uint8Array): Uint8Array {
  const json = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const start = Math.ceil((20 + json.length) / 16) * 16;
  const bytes = new Uint8Array(start + encoded.length - payload);
  bytes.set(encoded.subarray(0, 12));
  bytes.set(json, 20);
  bytes.set(encoded.subarray(payload), start);
  new DataView(bytes.buffer).setUint32(12, json.length, true);
  new DataView(bytes.buffer).setUint32(16, bytes.length, true);
  return rehashed(bytes);
}

const header = () => JSON.parse(new TextDecoder().decode(encoded.subarray(20, 20 + headerLength)));
const edited = (edit: (bytes: Uint8Array, view: DataView) => void, rehash = true) => {
  const bytes = encoded.slice();
  edit(bytes, new DataView(bytes.buffer));
  return rehash ? rehashed(bytes) : bytes;
};
const editedHeader = (edit: (header: ReturnType<typeof JSON.parse>) => void) => {
  const value = header();
  edit(value);
  return withHeader(canonicalJson(value));
};

function refusal(bytes: Uint8Array): BundleError {
  try {
    decodeBundle(bytes, "model.undertone");
  } catch (error) {
    expect(error).toBeInstanceOf(BundleError);
    return error as BundleError;
  }
  throw new Error("the bundle was accepted");
}

describe("decodeBundle refuses", () => {
  const nan = (bytes: Uint8Array) => new DataView(bytes.buffer).setFloat32(payload + 4, Number.NaN, true);
  // 0.kernel holds 27 values: 4 zero bytes follow it
  const gap = payload + 4 * 27;

  it.each<[string, Uint8Array, string | RegExp, number]>([
    ["nothing", new Uint8Array(0), "is not an Undertone bundle", 0],
    ["another file", new TextEncoder().encode("RIFF....WAVEfmt ".repeat(9)), "is not an Undertone bundle", 0],
    ["a stub", encoded.slice(0, 51), "is truncated within its first fields", 51],
    [
      "a newer version",
      edited((_, view) => view.setUint32(8, 3, true)),
      "format version is 3, expected at most 2: made by a newer Undertone",
      8,
    ],
    [
      "version 2 without quantized tensors",
      edited((_, view) => view.setUint32(8, 2, true)),
      "format version is 2, expected 1 by the tensors' dtypes",
      8,
    ],
    ["version 0", edited((_, view) => view.setUint32(8, 0, true)), "format version is 0, expected 1", 8],
    [
      "a truncated file",
      encoded.slice(0, -1),
      `is truncated: ${encoded.length - 1} of ${encoded.length} bytes`,
      encoded.length - 1,
    ],
    ["trailing bytes", Uint8Array.of(...encoded, 0, 0), "2 bytes follow the end", encoded.length],
    [
      "an absurd header",
      edited((_, view) => view.setUint32(12, 0xffffffff, true)),
      "header length is 4294967295, expected at most 1048576",
      12,
    ],
    [
      "a header longer than the file",
      edited((_, view) => view.setUint32(12, encoded.length, true)),
      `header length is ${encoded.length}, expected at most ${encoded.length - 52} before the end`,
      12,
    ],
    [
      "a flipped bit",
      edited((bytes) => {
        bytes[payload] ^= 1;
      }, false),
      "is damaged: its SHA-256 does not match",
      encoded.length - 32,
    ],
    ["no JSON", withHeader("{labels: 1}"), "header is not JSON", 20],
    ["no UTF-8", withHeader(Uint8Array.of(0x22, 0xff, 0x22)), "header is not JSON", 20],
    ["a byte order mark", withHeader(`\ufeff${canonicalJson(header())}`), "header is not JSON", 20],
    ["spaces", withHeader(`${canonicalJson(header())} `), "header is not canonical JSON", 20],
    [
      "a key twice",
      withHeader(canonicalJson(header()).replace('"labels":', '"labels":["a","b"],"labels":')),
      "header is not canonical JSON",
      20,
    ],
    [
      "deep nesting",
      withHeader("[".repeat(200_000) + "]".repeat(200_000)),
      "header is nested too deeply, expected at most 64 levels",
      20,
    ],
    [
      "a foreign field",
      editedHeader((h) => Object.assign(h, { more: 1 })),
      "header.more is 1, expected no field of this name",
      20,
    ],
    ["an array as header", withHeader("[]"), "header.labels is undefined, expected a value", 20],
    [
      "a spec out of range",
      editedHeader((h) => Object.assign(h.input, { nFrames: 1e9 })),
      "header.input.nFrames is 1000000000, expected a whole number from 1 to 10000",
      20,
    ],
    [
      "no hash",
      editedHeader((h) => Object.assign(h, { featuresSha256: "abc" })),
      'header.featuresSha256 is "abc", expected a SHA-256 of 64 lower-case hexadecimal digits',
      20,
    ],
    [
      "a label twice",
      editedHeader((h) => Object.assign(h, { labels: ["sad", "sad"] })),
      'label "sad" is there twice, expected distinct labels',
      20,
    ],
    [
      "too few labels",
      editedHeader((h) => Object.assign(h, { labels: ["sad"] })),
      "labels has 1 entries, expected 2 as the network has outputs",
      20,
    ],
    [
      "layers that do not fit",
      editedHeader((h) => h.layers.splice(3, 1)),
      "layer 3 (dense) meets [6,4,3], expected [1, 1, values]: pool or flatten first",
      20,
    ],
    [
      "a missing tensor",
      editedHeader((h) => h.tensors.pop()),
      "tensor 13 is nothing, expected input.standardDeviation [8]",
      20,
    ],
    [
      "a superfluous tensor",
      editedHeader((h) => h.tensors.push({ name: "x", shape: [1] })),
      "tensor 14 is x [1], expected nothing",
      20,
    ],
    [
      "a tensor of another shape",
      editedHeader((h) => Object.assign(h.tensors[0], { shape: [9, 1, 1, 3] })),
      "tensor 0 is 0.kernel [9,1,1,3], expected 0.kernel [3,3,1,3]",
      20,
    ],
    [
      "tensors that do not tile the file",
      (() => {
        const bytes = new Uint8Array(encoded.length + 16);
        bytes.set(encoded);
        new DataView(bytes.buffer).setUint32(16, bytes.length, true);
        return rehashed(bytes);
      })(),
      `tensors take ${encoded.length - 32 - payload + 16} bytes, expected ${encoded.length - 32 - payload} by their shapes`,
      payload,
    ],
    ["a weight that is not a number", edited(nan), "tensor 0.kernel[1] is NaN, expected a finite number", payload],
    [
      "something between tensors",
      edited((bytes) => {
        bytes[gap] = 1;
      }),
      "gap after tensor 0.kernel is not zero",
      gap,
    ],
    [
      "other weights than its training made",
      edited((_, view) => view.setFloat32(payload, 1, true)),
      /^training\.weightsSha256 is [0-9a-f]{64}, expected [0-9a-f]{64} as of the tensors$/,
      payload,
    ],
  ])("%s", (_, bytes, reason, byteOffset) => {
    const error = refusal(bytes);
    expect(error.reason).toEqual(reason instanceof RegExp ? expect.stringMatching(reason) : reason);
    expect(error.byteOffset).toBe(byteOffset);
    expect(error.file).toBe("model.undertone");
    expect(error.message).toBe(`model.undertone: ${error.reason} (at byte ${byteOffset})`);
    expect(error.name).toBe("BundleError");
  });

  it("any truncation", () => {
    for (let length = 0; length < encoded.length; length++) refusal(encoded.subarray(0, length));
  });

  it("any flipped byte", () => {
    const flip = fc.tuple(fc.nat(encoded.length - 1), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(flip, ([at, mask]) => {
        refusal(
          edited((bytes) => {
            bytes[at] ^= mask;
          }, false),
        );
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it("or reads to the same bytes, any flipped bytes under a right hash", () => {
    const flips = fc.array(fc.tuple(fc.nat(encoded.length - 33), fc.integer({ min: 1, max: 255 })), { maxLength: 3 });
    fc.assert(
      fc.property(flips, (list) => {
        const bytes = edited((copy) => {
          for (const [at, mask] of list) copy[at] ^= mask;
        });
        try {
          expect(encodeBundle(decodeBundle(bytes))).toEqual(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(BundleError);
        }
      }),
      { numRuns: 250, seed: 2 },
    );
  });
});
