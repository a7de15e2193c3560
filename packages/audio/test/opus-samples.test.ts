import { describe, expect, it } from "vitest";
import { opusSamples } from "../src/codecs/opus-samples.ts";
import { decodeAudio } from "../src/index.ts";
import { joined, uint32 } from "./build-wav.ts";

describe("opusSamples", () => {
  // RFC 6716, table 2: configuration in the upper five bits; section 3.2: frames by the lower two.
  it.each([
    [[], 5760],
    [[0 << 3], 480],
    [[3 << 3], 2880],
    [[11 << 3], 2880],
    [[12 << 3], 480],
    [[15 << 3], 960],
    [[16 << 3], 120],
    [[31 << 3], 960],
    [[(31 << 3) | 1], 1920],
    [[(31 << 3) | 2], 1920],
    [[(31 << 3) | 3, 0xc5], 4800],
    [[(31 << 3) | 3], 0],
    [[(3 << 3) | 3, 48], 5760],
  ])("of %j: %d", (packet, expected) => {
    expect(opusSamples(Uint8Array.from(packet))).toBe(expected);
  });
});

describe("a forged Opus file", () => {
  /** An Ogg page (RFC 3533) of stream 1 whose packets are shorter than 255 bytes. */
  function page(sequence: number, flags: number, packets: readonly Uint8Array[]): Uint8Array {
    const lacing = packets.map(({ length }) => length);
    const head = joined("OggS", [0, flags], new Uint8Array(8), uint32(1), uint32(sequence));
    const bytes = joined(head, new Uint8Array(4), [packets.length, ...lacing], ...packets);
    let crc = 0;
    for (const byte of bytes) {
      crc ^= byte << 24;
      for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
    }
    bytes.set(uint32(crc >>> 0), 22);
    return bytes;
  }

  it("is refused before it decodes to more than 1 GiB: a byte of it may be 60 ms", async () => {
    const header = joined("OpusHead", [1, 2, 0, 0], uint32(48_000), [0, 0, 0]);
    const silence = Array.from({ length: 255 }, () => Uint8Array.of(3 << 3));
    const pages = Array.from({ length: 184 }, (_, i) => page(2 + i, i === 183 ? 4 : 0, silence));
    const file = joined(page(0, 2, [header]), page(1, 0, [joined("OpusTags", new Uint8Array(8))]), ...pages);
    expect(file.length).toBeLessThan(100_000);
    await expect(decodeAudio(file, "a.opus")).rejects.toThrow(
      "a.opus: 270259200 samples, expected at most 268435456 (at byte 28)",
    );
  });
});
