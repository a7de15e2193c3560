import { describe, expect, it } from "vitest";
import { AudioFormatError, readWav } from "../src/index.ts";
import {
  chunk,
  extensible,
  type Fmt,
  float32,
  float64,
  fmt,
  int16,
  joined,
  riff,
  uint16,
  uint32,
} from "./build-wav.ts";

const SAMPLES = [0, 16_384, -32_768, 32_767, -1];
const EXPECTED = SAMPLES.map((sample) => sample / 32_768);
const FMT = chunk("fmt ", fmt());
const DATA = chunk("data", int16(SAMPLES));

const wav = (fields: Fmt, data: Uint8Array) => riff(chunk("fmt ", fmt(fields)), chunk("data", data));
const samplesOf = (bytes: Uint8Array) => [...readWav(bytes).waveform.samples];

describe("readWav on every sample format", () => {
  const third = Math.fround(1 / 3);
  it.each<[string, Fmt, Uint8Array, number[]]>([
    ["pcm8", { bits: 8 }, joined([0, 128, 255, 64]), [-1, 0, 127 / 128, -0.5]],
    ["pcm16", { bits: 16 }, int16(SAMPLES), EXPECTED],
    [
      "pcm24",
      { bits: 24 },
      joined([0, 0, 128], [255, 255, 127], [1, 0, 0], [255, 255, 255]),
      [-1, 8388607 / 8388608, 2 ** -23, -(2 ** -23)],
    ],
    ["pcm32", { bits: 32 }, joined([0, 0, 0, 128], [0, 0, 0, 64], [0, 1, 0, 0]), [-1, 0.5, 2 ** -23]],
    ["float32", { tag: 3, bits: 32 }, float32(0.1, -1.5, 1 / 3), [Math.fround(0.1), -1.5, third]],
    ["float64", { tag: 3, bits: 64 }, float64(0.1, -1.5, 1 / 3), [Math.fround(0.1), -1.5, third]],
    // ITU-T G.191's tables: the codes of the smallest and the largest magnitudes.
    ["alaw", { tag: 6, bits: 8 }, joined([0xd5, 0x55, 0xaa, 0x2a]), [8, -8, 32256, -32256].map((x) => x / 32768)],
    ["mulaw", { tag: 7, bits: 8 }, joined([0xff, 0x7f, 0x80, 0x00]), [0, 0, 32124, -32124].map((x) => x / 32768)],
    ["pcm16", { bits: 12 }, int16([0x7ff0, -16]), [0x7ff0 / 32768, -16 / 32768]],
    ["pcm24", { bits: 20 }, joined([0xf0, 255, 255]), [-16 / 8388608]],
  ])("reads %s of %o", (name, fields, data, expected) => {
    const plain = readWav(wav(fields, data));
    expect([...plain.waveform.samples].map((x) => x + 0)).toEqual(expected);
    expect(plain).toMatchObject({ format: `wav ${name}`, channels: 1, warnings: [] });

    const wrapped = riff(chunk("fmt ", extensible(fields.tag ?? 1, fields)), chunk("data", data));
    expect(readWav(wrapped)).toEqual(plain);
  });

  it("reads 24 valid bits in a container of 32", () => {
    const bytes = riff(chunk("fmt ", extensible(1, { bits: 32 }, 24)), chunk("data", joined([0, 0, 0, 64])));
    expect(samplesOf(bytes)).toEqual([0.5]);
  });

  it("reads big-endian RIFX", () => {
    const chunks = joined(
      chunk("fmt ", fmt({ littleEndian: false }), 16, false),
      chunk("data", int16(SAMPLES, false), 10, false),
    );
    expect(samplesOf(joined("RIFX", uint32(4 + chunks.length, false), "WAVE", chunks))).toEqual(EXPECTED);
  });

  it("averages channels, rounded once", () => {
    expect(samplesOf(wav({ channels: 2 }, int16([16_384, 0, -32_768, 32_767])))).toEqual([0.25, -1 / 65_536]);
    const three = [0.1, 0.2, 0.4].map(Math.fround);
    expect(samplesOf(wav({ tag: 3, bits: 32, channels: 3 }, float32(...three)))).toEqual([
      Math.fround((three[0] + three[1] + three[2]) / 3),
    ]);
    const many = wav({ channels: 256 }, int16(new Array(256).fill(8192)));
    expect(readWav(many)).toMatchObject({ channels: 256, waveform: { samples: Float32Array.of(0.25) } });
  });
});

describe("readWav on every arrangement of chunks", () => {
  const odd = joined("LIST", uint32(3), [1, 2, 3]);
  const rf64 = (dataSize: number, ...chunks: Uint8Array[]) => {
    const size = joined(uint32(dataSize % 2 ** 32), uint32(Math.floor(dataSize / 2 ** 32)));
    const ds64 = chunk("ds64", joined(new Uint8Array(8), size, new Uint8Array(12)));
    return joined("RF64", uint32(0xffffffff), "WAVE", ds64, ...chunks);
  };
  const endless = joined("data", uint32(0xffffffff), int16(SAMPLES));

  it.each<[string, Uint8Array]>([
    ["plain", riff(FMT, DATA)],
    ["a wrong RIFF size", joined("RIFF", uint32(7), "WAVE", FMT, DATA)],
    ["fmt after data", riff(DATA, FMT)],
    [
      "unknown chunks all around",
      riff(chunk("JUNK", new Uint8Array(28)), FMT, chunk("bext", new Uint8Array(602)), DATA),
    ],
    ["a chunk behind the data", riff(FMT, DATA, chunk("LIST", new Uint8Array(6)))],
    ["an odd chunk with its pad byte", riff(joined(odd, [0]), FMT, DATA)],
    ["an odd chunk without it", riff(odd, FMT, DATA)],
    ["an odd chunk without it at the end", riff(FMT, DATA, odd)],
    ["fmt of 18 bytes", riff(chunk("fmt ", joined(fmt(), uint16(0))), DATA)],
    ["streamed: size 0", joined("RIFF", uint32(0), "WAVE", FMT, "data", uint32(0), int16(SAMPLES))],
    ["streamed: size 0xFFFFFFFF", joined("RIFF", uint32(0xffffffff), "WAVE", FMT, endless)],
    ["RF64 with ds64", rf64(10, FMT, endless)],
    ["RF64 with a chunk behind the data", rf64(10, FMT, endless, chunk("LIST", new Uint8Array(6)))],
    ["RF64 without ds64", joined("RF64", uint32(0xffffffff), "WAVE", FMT, endless)],
    ["BW64 of known size", joined("BW64", uint32(0xffffffff), "WAVE", FMT, DATA)],
    ["garbage behind the data", joined(riff(FMT, DATA), [1, 2, 3, 4, 5, 6, 7, 8, 9])],
  ])("reads %s", (_, bytes) => {
    expect(samplesOf(bytes)).toEqual(EXPECTED);
    expect(readWav(bytes).warnings).toEqual([]);
  });

  it("takes bytes that begin anywhere in their buffer", () => {
    const file = riff(FMT, DATA);
    expect(samplesOf(joined([9, 9, 9], file, [9, 9]).subarray(3, 3 + file.length))).toEqual(EXPECTED);
  });

  it.each<[string, Uint8Array, number[], string]>([
    [
      "data cut off",
      riff(FMT, DATA).subarray(0, 49),
      EXPECTED.slice(0, 2),
      "truncated: the data chunk lacks 5 of 10 bytes",
    ],
    [
      "RF64 cut off",
      rf64(5_000_000_000, FMT, endless),
      EXPECTED,
      "truncated: the data chunk lacks 4999999990 of 5000000000 bytes",
    ],
    [
      "a partial block",
      riff(FMT, joined("data", uint32(5), int16(SAMPLES.slice(0, 2)), [7])),
      EXPECTED.slice(0, 2),
      "ignored 1 bytes behind the last whole block of samples",
    ],
    ["a second data chunk", riff(FMT, DATA, DATA), EXPECTED, "ignored a second data chunk at byte 54"],
    [
      "a later chunk cut off",
      riff(FMT, DATA, joined("LIST", uint32(100), [1])),
      EXPECTED,
      'chunk "LIST" at byte 54 lacks 99 bytes',
    ],
    ["no samples", riff(FMT, chunk("data", new Uint8Array(0))), [], "no samples"],
    [
      "no samples and a chunk behind",
      riff(FMT, chunk("data", new Uint8Array(0)), chunk("LIST", new Uint8Array(4))),
      [],
      "no samples",
    ],
  ])("reads %s, with a warning", (_, bytes, expected, warning) => {
    expect(samplesOf(bytes)).toEqual(expected);
    expect(readWav(bytes).warnings).toEqual([warning]);
  });
});

describe("readWav refuses", () => {
  it.each<[string, number, Uint8Array]>([
    ["0 bytes, expected at least the 12 of a RIFF header", 0, new Uint8Array(0)],
    ['begins with "OggS", expected RIFF, RIFX, RF64 or BW64', 0, joined("OggS", new Uint8Array(20))],
    ['RIFF of kind "AVI ", expected WAVE', 8, joined("RIFF", uint32(4), "AVI ")],
    ["no fmt chunk", 30, riff(DATA)],
    ["no data chunk", 36, riff(FMT)],
    ["the fmt chunk has 14 bytes, expected at least 16", 12, riff(chunk("fmt ", fmt().subarray(0, 14)), DATA)],
    ["channels is 0, expected 1 to 256", 22, wav({ channels: 0 }, int16(SAMPLES))],
    ["channels is 257, expected 1 to 256", 22, wav({ channels: 257 }, int16(SAMPLES))],
    ["sampleRate is 0, expected 4000 to 768000 Hz", 24, wav({ sampleRate: 0 }, int16(SAMPLES))],
    ["sampleRate is 4294967295, expected 4000 to 768000 Hz", 24, wav({ sampleRate: 4_294_967_295 }, int16(SAMPLES))],
    ["bitsPerSample is 0, expected 1 to 32 of integers", 34, wav({ bits: 0 }, int16(SAMPLES))],
    ["bitsPerSample is 64, expected 1 to 32 of integers", 34, wav({ bits: 64 }, int16(SAMPLES))],
    ["bitsPerSample is 16, expected 32 or 64 of floats", 34, wav({ tag: 3 }, int16(SAMPLES))],
    ["bitsPerSample is 16, expected 8 of A-law", 34, wav({ tag: 6 }, int16(SAMPLES))],
    ["bitsPerSample is 16, expected 8 of mu-law", 34, wav({ tag: 7 }, int16(SAMPLES))],
    ["blockAlign is 3, expected 2 bytes for 1 x 16 bits", 32, wav({ blockAlign: 3 }, int16(SAMPLES))],
    ["blockAlign is 0, expected 4 bytes for 2 x 16 bits", 32, wav({ channels: 2, blockAlign: 0 }, int16(SAMPLES))],
    ["Microsoft ADPCM (format 0x0002) in a WAV file, expected PCM, float, A-law or mu-law", 20, wav({ tag: 2 }, DATA)],
    ["GSM 6.10 (format 0x0031) in a WAV file, expected PCM, float, A-law or mu-law", 20, wav({ tag: 0x31 }, DATA)],
    ["MP3 (format 0x0055) in a WAV file, expected PCM, float, A-law or mu-law", 20, wav({ tag: 0x55 }, DATA)],
    [
      "an unknown compression (format 0x1234) in a WAV file, expected PCM, float, A-law or mu-law",
      20,
      wav({ tag: 0x1234 }, DATA),
    ],
    ["the EXTENSIBLE fmt chunk has 16 bytes, expected at least 40", 12, wav({ tag: 0xfffe }, DATA)],
    ["validBitsPerSample is 24, expected at most 16", 38, riff(chunk("fmt ", extensible(1, {}, 24)), DATA)],
    ["an unknown GUID in the EXTENSIBLE fmt chunk", 44, riff(chunk("fmt ", extensible(0x10001)), DATA)],
    ["sample 1 is NaN, expected a magnitude of at most 1e9", 48, wav({ tag: 3, bits: 32 }, float32(0, Number.NaN))],
    [
      "sample 0 is -Infinity, expected a magnitude of at most 1e9",
      48,
      wav({ tag: 3, bits: 32, channels: 2 }, float32(0, Number.NEGATIVE_INFINITY)),
    ],
    ["sample 0 is 1e+300, expected a magnitude of at most 1e9", 44, wav({ tag: 3, bits: 64 }, float64(1e300))],
  ])("%s, at byte %d", (reason, byteOffset, bytes) => {
    const read = () => readWav(bytes, "clip.wav");
    expect(read).toThrow(AudioFormatError);
    expect(read).toThrow(
      expect.objectContaining({
        name: "AudioFormatError",
        file: "clip.wav",
        reason,
        byteOffset,
        message: `clip.wav: ${reason} (at byte ${byteOffset})`,
      }),
    );
  });
});

it("refuses more than 2²⁸ samples, before it holds them", () => {
  const header = riff(chunk("fmt ", fmt({ bits: 8 })), chunk("data", new Uint8Array(), 0xffffffff));
  const bytes = new Uint8Array(header.length + 2 ** 28 + 1);
  bytes.set(header);
  expect(() => readWav(bytes, "days.wav")).toThrow(
    new AudioFormatError("days.wav", "268435457 samples, expected at most 268435456", 44),
  );
});
