import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AudioFormatError, readAiff, readWav } from "../src/index.ts";
import { aiff } from "./build-aiff.ts";
import { chunk, extensible, fmt, int16, joined, riff, uint32 } from "./build-wav.ts";

const SEED = 20_260_101;
const samples = int16(Array.from({ length: 40 }, (_, i) => (i * 7919) & 0xffff));
const files = {
  plain: riff(chunk("fmt ", fmt()), chunk("data", samples)),
  stereo: riff(chunk("LIST", new Uint8Array(5)), chunk("fmt ", fmt({ channels: 2 })), chunk("data", samples)),
  "fmt after data": riff(chunk("data", samples), chunk("fmt ", extensible(1, { bits: 24 }))),
  rf64: joined(
    "RF64",
    uint32(0xffffffff),
    "WAVE",
    chunk("ds64", joined(uint32(0), uint32(0), uint32(80), uint32(0), new Uint8Array(12))),
    chunk("fmt ", fmt({ tag: 7, bits: 8 })),
    chunk("data", samples, 0xffffffff),
  ),
};

/**
 * Checks what a reader may do with any bytes: throw AudioFormatError, or give finite samples, no more than there are
 * bytes. Returns the samples, none for an error.
 */
function boundedSamples(read: typeof readWav, bytes: Uint8Array): Float32Array {
  try {
    const { waveform } = read(bytes);
    expect(waveform.samples.length).toBeLessThanOrEqual(bytes.length);
    expect(waveform.samples.every(Number.isFinite)).toBe(true);
    expect(waveform.sampleRate).toBeGreaterThanOrEqual(4000);
    return waveform.samples;
  } catch (error) {
    if (!(error instanceof AudioFormatError)) throw error;
    expect(error.byteOffset).toBeLessThanOrEqual(bytes.length);
    return new Float32Array(0);
  }
}

describe.each(Object.entries(files))("readWav on a damaged file: %s", (_, file) => {
  it("gives samples or AudioFormatError, truncated at any byte", () => {
    const whole = readWav(file).waveform.samples;
    for (let length = 0; length < file.length; length++) {
      const samples = boundedSamples(readWav, file.slice(0, length));
      expect(samples).toEqual(whole.subarray(0, samples.length));
    }
  });

  it("gives samples or AudioFormatError, whatever bytes are changed", () => {
    const byte = fc.tuple(fc.nat(file.length - 1), fc.constantFrom(0, 1, 2, 3, 0x7f, 0x80, 0xfe, 0xff));
    fc.assert(
      fc.property(fc.array(byte, { minLength: 1, maxLength: 12 }), fc.nat(file.length), (changes, length) => {
        const bytes = file.slice();
        for (const [at, value] of changes) bytes[at] = value;
        boundedSamples(readWav, bytes);
        boundedSamples(readWav, bytes.slice(0, length));
      }),
      { numRuns: 1000, seed: SEED },
    );
  });
});

it("gives samples or AudioFormatError on chunks of any name, size and order", () => {
  const part = fc.oneof(
    fc.constantFrom(chunk("fmt ", fmt()), chunk("data", samples), chunk("fmt ", extensible(1, { channels: 2 }))),
    fc
      .tuple(
        fc.constantFrom("fmt ", "data", "ds64", "LIST", "\0\0\0\0"),
        fc.uint8Array({ maxLength: 40 }),
        fc.nat(2 ** 32 - 1),
      )
      .map(([id, content, size]) => chunk(id, content, size)),
  );
  const container = fc.constantFrom("RIFF", "RIFX", "RF64", "BW64");
  fc.assert(
    fc.property(container, fc.array(part, { maxLength: 5 }), (id, parts) => {
      boundedSamples(readWav, joined(id, uint32(0), "WAVE", ...parts));
    }),
    { numRuns: 1000, seed: SEED },
  );
});

it("gives samples or AudioFormatError on a damaged AIFF", () => {
  const file = aiff({ kind: "AIFC", encoding: "sowt", data: samples, nFrames: 40 });
  for (let length = 0; length < file.length; length++) boundedSamples(readAiff, file.slice(0, length));
  const byte = fc.tuple(fc.nat(file.length - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(byte, { minLength: 1, maxLength: 12 }), (changes) => {
      const bytes = file.slice();
      for (const [at, value] of changes) bytes[at] = value;
      boundedSamples(readAiff, bytes);
    }),
    { numRuns: 1000, seed: SEED },
  );
});
