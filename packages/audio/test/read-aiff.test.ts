import { describe, expect, it } from "vitest";
import { readAiff } from "../src/index.ts";
import { aiff } from "./build-aiff.ts";
import { int16, joined, uint32 } from "./build-wav.ts";

const SAMPLES = [0, 16_384, -32_768, 32_767, -1];
const EXPECTED = SAMPLES.map((sample) => sample / 32_768);
const bigEndian = int16(SAMPLES, false);

describe("readAiff", () => {
  it.each<[string, string, Parameters<typeof aiff>[0], number[]]>([
    ["AIFF", "pcm16", { nFrames: 5, data: bigEndian }, EXPECTED],
    ["an offset in SSND", "pcm16", { nFrames: 5, offset: 6, data: bigEndian }, EXPECTED],
    ["signed bytes", "pcm8", { nFrames: 3, bits: 8, data: joined([0x80, 0, 0x7f]) }, [-1, 0, 127 / 128]],
    ["24 bits", "pcm24", { nFrames: 2, bits: 24, data: joined([0x80, 0, 0], [0, 0, 1]) }, [-1, 2 ** -23]],
    ["AIFF-C NONE", "pcm16", { kind: "AIFC", nFrames: 5, data: bigEndian }, EXPECTED],
    ["AIFF-C sowt", "pcm16", { kind: "AIFC", encoding: "sowt", nFrames: 5, data: int16(SAMPLES) }, EXPECTED],
    ["AIFF-C fl32", "float32", { kind: "AIFC", encoding: "fl32", nFrames: 1, data: joined([0xbf, 0, 0, 0]) }, [-0.5]],
    ["AIFF-C ulaw", "mulaw", { kind: "AIFC", encoding: "ulaw", nFrames: 1, data: joined([0x00]) }, [-32124 / 32768]],
    ["stereo", "pcm16", { channels: 2, nFrames: 1, data: int16([16_384, 0], false) }, [0.25]],
  ])("reads %s", (_, format, fields, expected) => {
    const { waveform, ...rest } = readAiff(aiff(fields));
    expect([...waveform.samples]).toEqual(expected);
    expect(waveform.sampleRate).toBe(16_000);
    expect(rest).toEqual({ format: `aiff ${format}`, channels: fields.channels ?? 1, warnings: [] });
  });

  it("rounds a rate that is no whole number of Hz", () => {
    // 22254.5454... Hz, the first Macintoshes' rate.
    const rate = [0x40, 0x0d, 0xad, 0xdd, 0x17, 0x46, 0, 0, 0, 0];
    expect(readAiff(aiff({ rate, nFrames: 5, data: bigEndian })).waveform.sampleRate).toBe(22_255);
  });

  it("reads a truncated file as far as it goes, with a warning", () => {
    const { waveform, warnings } = readAiff(aiff({ nFrames: 5, data: bigEndian }).subarray(0, -3));
    expect([...waveform.samples]).toEqual(EXPECTED.slice(0, 3));
    expect(warnings).toEqual(["truncated: 3 of 5 samples are there"]);
  });

  it.each<[string, number, Uint8Array]>([
    ["no AIFF header, expected FORM of kind AIFF or AIFC", 0, joined("FORM", uint32(4), "ILBM")],
    ["no COMM chunk", 12, joined("FORM", uint32(4, false), "AIFF")],
    ["no SSND chunk", 38, aiff({ nFrames: 1 }).subarray(0, 38)],
    ["channels is 0, expected 1 to 256", 20, aiff({ channels: 0 })],
    ["sampleRate is 0, expected 4000 to 768000 Hz", 28, aiff({ rate: [0x7f, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0] })],
    ["sampleSize is 0, expected 1 to 64 bits", 26, aiff({ bits: 0 })],
    ["sampleSize is 48, expected 1 to 32 bits of integers", 26, aiff({ bits: 48 })],
    [
      'AIFF-C compression "ima4", expected one of NONE, twos, sowt, in24, in32, fl32, FL32, fl64, FL64, alaw, ALAW, ulaw, ULAW',
      38,
      aiff({ kind: "AIFC", encoding: "ima4" }),
    ],
  ])("refuses: %s, at byte %d", (reason, byteOffset, bytes) => {
    expect(() => readAiff(bytes, "clip.wav")).toThrow(
      expect.objectContaining({ name: "AudioFormatError", file: "clip.wav", reason, byteOffset }),
    );
  });
});
