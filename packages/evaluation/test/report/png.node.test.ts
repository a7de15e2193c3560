import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { encodePng } from "../../src/report/png.ts";
import { spectrogramPng } from "../../src/report/spectrogram-png.ts";

/** The chunks of a PNG by type, read by Node's own zlib and its CRC held against a table-free one. */
function readPng(bytes: Uint8Array): { width: number; height: number; pixels: number[][] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  expect([...bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  const chunks = new Map<string, Uint8Array>();
  for (let offset = 8; offset < bytes.length; ) {
    const length = view.getUint32(offset);
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    chunks.set(type, bytes.subarray(offset + 8, offset + 8 + length));
    offset += 12 + length;
  }
  expect([...chunks.keys()]).toEqual(["IHDR", "IDAT", "IEND"]);
  const header = chunks.get("IHDR")!;
  const [width, height] = [0, 4].map((at) => new DataView(header.buffer, header.byteOffset).getUint32(at));
  // Checks the Adler-32, too.
  const rows = inflateSync(chunks.get("IDAT")!);
  const pixels = Array.from({ length: height }, (_, y) => [
    ...rows.subarray(y * (width + 1) + 1, (y + 1) * (width + 1)),
  ]);
  return { width, height, pixels };
}

describe("encodePng", () => {
  it.each([
    [1, 1],
    [3, 2],
    [300, 250],
  ])("holds %d by %d pixels, also over several blocks", (width, height) => {
    const pixels = Uint8Array.from({ length: width * height }, (_, i) => (i * 31) % 256);
    const read = readPng(encodePng(pixels, width, height));
    expect([read.width, read.height]).toEqual([width, height]);
    expect(read.pixels.flat()).toEqual([...pixels]);
  });

  it("writes the cyclic redundancy check of PNG: that of an empty IEND is known", () => {
    expect([...encodePng(new Uint8Array(1), 1, 1).subarray(-4)]).toEqual([0xae, 0x42, 0x60, 0x82]);
  });

  it.each([
    [1, 0, 1, "width is 0, expected a whole number from 1 to 65535"],
    [1, 1, 1.5, "height is 1.5, expected a whole number from 1 to 65535"],
    [3, 2, 2, "pixels has 3 values, expected 4 as of 2 by 2"],
  ])("refuses %d pixels as %d by %d", (length, width, height, message) => {
    expect(() => encodePng(new Uint8Array(length), width, height)).toThrow(new RangeError(message));
  });
});

describe("spectrogramPng", () => {
  it("puts time to the right, low mels at the bottom, and loud in black", () => {
    const values = Float32Array.of(0, -6.9, -100, -3.45, -20, 0);
    const { bytes } = spectrogramPng({ values, nFrames: 2, nMels: 3, duration: 1 })!;
    // By 60 dB, or 13.8, to white: -6.9 is half of it.
    expect(readPng(bytes).pixels).toEqual([
      [255, 0],
      [128, 255],
      [0, 64],
    ]);
  });

  it("joins the frames of long recordings, keeping the loudest", () => {
    const values = new Float32Array(1000).fill(-100);
    values[501] = 0;
    const { width, bytes } = spectrogramPng({ values, nFrames: 1000, nMels: 1, duration: 10 })!;
    expect(width).toBe(240);
    expect(readPng(bytes).pixels[0].filter((pixel) => pixel === 0)).toHaveLength(1);
  });

  it("shows silence white, and nothing of nothing", () => {
    const values = new Float32Array(4).fill(-20.7);
    expect(readPng(spectrogramPng({ values, nFrames: 2, nMels: 2, duration: 1 })!.bytes).pixels.flat()).toEqual([
      0, 0, 0, 0,
    ]);
    expect(spectrogramPng({ values: new Float32Array(0), nFrames: 0, nMels: 2, duration: 0 })).toBeNull();
  });
});
