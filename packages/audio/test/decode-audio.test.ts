import { describe, expect, it } from "vitest";
import { AudioFormatError, decodeAudio, readWav } from "../src/index.ts";
import { aiff } from "./build-aiff.ts";
import { chunk, fmt, int16, joined, riff } from "./build-wav.ts";
import { fixtureSample, N_FIXTURE_SAMPLES } from "./fixture-signal.ts";
import { fixtures } from "./fixtures.ts";

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

/** The WAV file that a fixture was encoded from. */
function wavOf(bits: number, channels: number): Uint8Array {
  const data = Array.from({ length: N_FIXTURE_SAMPLES * channels }, (_, i) => {
    const sample = fixtureSample(Math.floor(i / channels), i % channels, bits) + (bits === 8 ? 128 : 0);
    return Array.from({ length: bits / 8 }, (_, byte) => Math.floor(sample / 256 ** byte) & 0xff);
  });
  return riff(chunk("fmt ", fmt({ bits, channels })), chunk("data", joined(...data)));
}

/** Energy of x over the energy of its difference to y, in dB, in the middle third. */
function snrDb(x: Float32Array, y: Float32Array): number {
  let signal = 0;
  let noise = 0;
  for (let i = Math.floor(x.length / 3); i < (2 * x.length) / 3; i++) {
    signal += x[i] ** 2;
    noise += (x[i] - y[i]) ** 2;
  }
  return 10 * Math.log10(signal / noise);
}

const id3 = (size: number): Uint8Array => joined("ID3", [4, 0, 0, 0, 0, size >> 7, size & 127], new Uint8Array(size));

describe("decodeAudio on FLAC", () => {
  it.each<[string, number, number, string]>([
    ["flac8x1", 8, 1, "flac 8"],
    ["flac16x1", 16, 1, "flac 16"],
    ["flac16x2", 16, 2, "flac 16"],
    ["flac24x1", 24, 1, "flac 24"],
    ["flac24x2", 24, 2, "flac 24"],
    ["flac32x1", 32, 1, "flac 32"],
    ["oggFlac16x2", 16, 2, "ogg flac 16"],
  ])("gives the samples of its WAV bit for bit: %s", async (name, bits, channels, format) => {
    const flac = await decodeAudio(bytesOf(fixtures[name]));
    expect(flac.waveform).toEqual(readWav(wavOf(bits, channels)).waveform);
    expect(flac).toMatchObject({ format, channels, warnings: [] });
  });

  const file = bytesOf(fixtures.flac16x1);
  const whole = readWav(wavOf(16, 1)).waveform.samples;

  it("passes over tags at both ends", async () => {
    const tagged = joined(id3(300), id3(0), file, "TAG", new Uint8Array(125));
    expect(await decodeAudio(tagged)).toEqual(await decodeAudio(file));
  });

  it("gives the frames that are whole, truncated at any byte, with a warning", async () => {
    for (let length = 86; length < file.length; length += 97) {
      const { waveform, warnings } = await decodeAudio(file.slice(0, length)).catch((error) => {
        expect(error).toBeInstanceOf(AudioFormatError);
        expect(error.reason).toBe("no whole FLAC frame");
        return { waveform: { samples: new Float32Array(0) }, warnings: ["truncated"] };
      });
      expect(waveform.samples.length % 576).toBe(0);
      expect(waveform.samples).toEqual(whole.subarray(0, waveform.samples.length));
      expect(warnings.join()).toContain("truncated");
    }
  });

  it("leaves out a damaged frame, with a warning", async () => {
    const damaged = file.slice();
    damaged[file.length >> 1] ^= 0x10;
    const { waveform, warnings } = await decodeAudio(damaged);
    expect(waveform.samples.length).toBe(N_FIXTURE_SAMPLES - 576);
    expect(waveform.samples.subarray(0, 576)).toEqual(whole.subarray(0, 576));
    expect(warnings[0]).toMatch(/^skipped \d+ bytes that belong to no whole FLAC frame$/);
    expect(warnings.at(-1)).toBe(`truncated: ${N_FIXTURE_SAMPLES - 576} of ${N_FIXTURE_SAMPLES} samples are there`);
  });

  it.each<[string, number, (bytes: Uint8Array) => void]>([
    ["sampleRate is 0, expected 4000 to 768000 Hz", 18, (bytes) => bytes.fill(0, 18, 20).fill(0, 20, 21)],
    ["sampleRate is 1048575, expected 4000 to 768000 Hz", 18, (bytes) => bytes.fill(0xff, 18, 21)],
    [
      "FLAC of 17 bits per sample, expected 8, 16, 24 or 32",
      20,
      (bytes) => bytes.fill(bytes[20] | 1, 20, 21).fill(0, 21, 22),
    ],
    ["no STREAMINFO of 34 bytes behind fLaC", 4, (bytes) => bytes.fill(1, 4, 5)],
  ])("refuses: %s", async (reason, byteOffset, change) => {
    const bytes = file.slice();
    change(bytes);
    await expect(decodeAudio(bytes, "a.flac")).rejects.toMatchObject({ file: "a.flac", reason, byteOffset });
  });
});

describe("decodeAudio on lossy codecs", () => {
  it.each<[string, string, number, number, number]>([
    ["mp3Mono", "mp3", 1, 16_000, 20],
    ["mp3Stereo", "mp3", 2, 16_000, 20],
    ["vorbisMono", "ogg vorbis", 1, 16_000, 20],
    ["vorbisStereo", "ogg vorbis", 2, 16_000, 20],
  ])(
    "gives the signal that was encoded, neither late nor early: %s",
    async (name, format, channels, sampleRate, dB) => {
      const { waveform, ...rest } = await decodeAudio(bytesOf(fixtures[name]));
      const original = readWav(wavOf(16, channels)).waveform.samples;
      expect(rest).toEqual({ format, channels, warnings: [] });
      expect(waveform.sampleRate).toBe(sampleRate);
      expect(waveform.samples.length).toBe(N_FIXTURE_SAMPLES);
      expect(snrDb(original, waveform.samples)).toBeGreaterThan(dB);
    },
  );

  it.each<[string, number]>([
    ["opusMono", 1],
    ["opusStereo", 2],
  ])("gives Opus at 48 kHz: %s", async (name, channels) => {
    const { waveform, ...rest } = await decodeAudio(bytesOf(fixtures[name]));
    const original = readWav(wavOf(16, channels)).waveform.samples;
    expect(rest).toEqual({ format: "ogg opus", channels, warnings: [] });
    expect(waveform.sampleRate).toBe(48_000);
    expect(waveform.samples.length).toBe(3 * N_FIXTURE_SAMPLES);
    const everyThird = original.map((_, i) => waveform.samples[3 * i]);
    expect(snrDb(original, everyThird)).toBeGreaterThan(15);
  });

  it("passes over tags and junk around MP3", async () => {
    const file = bytesOf(fixtures.mp3Mono);
    const plain = await decodeAudio(file);
    expect(await decodeAudio(joined(id3(200), file, "TAG", new Uint8Array(125)))).toEqual(plain);
    expect((await decodeAudio(joined(new Uint8Array(100), file))).waveform).toEqual(plain.waveform);
  });

  it.each(["mp3Mono", "vorbisMono", "opusMono"] as const)(
    "ends in samples or AudioFormatError, cut anywhere: %s",
    async (name) => {
      const file = bytesOf(fixtures[name]);
      const { waveform } = await decodeAudio(file);
      for (let length = 1; length < file.length; length += 149) {
        try {
          const cut = await decodeAudio(file.slice(0, length));
          expect(cut.warnings.length).toBeGreaterThan(0);
          expect(cut.waveform.samples.length).toBeLessThan(waveform.samples.length + 2 * 1152);
        } catch (error) {
          expect(error).toBeInstanceOf(AudioFormatError);
        }
      }
    },
  );

  it("leaves nothing behind: a file after a broken one decodes the same", async () => {
    const file = bytesOf(fixtures.vorbisMono);
    const plain = await decodeAudio(file);
    const broken = file.slice();
    broken.fill(0xff, 60, 4000);
    await decodeAudio(broken).catch(() => undefined);
    expect(await decodeAudio(file)).toEqual(plain);
  });
});

it("decodes hundreds of files one after the other", async () => {
  const files = [fixtures.flac16x2, fixtures.mp3Mono, fixtures.vorbisMono, fixtures.opusMono].map(bytesOf);
  const first = await Promise.all(files.map((file) => decodeAudio(file)));
  for (let round = 0; round < 50; round++) {
    for (const [i, file] of files.entries()) {
      const { waveform } = await decodeAudio(file);
      expect(waveform.samples.length).toBe(first[i].waveform.samples.length);
    }
  }
});

describe("decodeAudio goes by content", () => {
  const samples = int16([1, 2, 3]);

  it("reads WAV and AIFF, whatever they are called", async () => {
    const wav = await decodeAudio(riff(chunk("fmt ", fmt()), chunk("data", samples)), "clip.mp3");
    expect(wav.format).toBe("wav pcm16");
    const twos = aiff({ nFrames: 3, data: int16([1, 2, 3], false) });
    expect((await decodeAudio(twos, "clip.wav")).waveform).toEqual(wav.waveform);
  });

  const none = "expected WAV, AIFF, FLAC, MP3 or Ogg";
  it.each<[string, string, Uint8Array]>([
    ["an empty file", "an empty file", new Uint8Array(0)],
    ["a text file", `no audio format that is known here, ${none}`, joined("path,label\n".repeat(2000))],
    ["zeros", `no audio format that is known here, ${none}`, new Uint8Array(10_000)],
    ["MP4", `an MP4 file, ${none}`, joined([0, 0, 0, 32], "ftypM4A ", new Uint8Array(20))],
    ["WebM", `a WebM file, ${none}`, joined([0x1a, 0x45, 0xdf, 0xa3], new Uint8Array(20))],
    ["NIST SPHERE", `a NIST SPHERE file, ${none}`, joined("NIST_1A\n   1024\n")],
    ["AAC", `an AAC file, ${none}`, joined([0xff, 0xf1, 0x50, 0x80], new Uint8Array(20))],
    ["an ID3 tag alone", `no audio format that is known here, ${none}`, id3(20)],
    [
      "Ogg of nothing",
      "nothing readable in an Ogg file, expected Vorbis, Opus or FLAC",
      joined("OggS", new Uint8Array(40)),
    ],
    ["fLaC alone", "no STREAMINFO of 34 bytes behind fLaC", joined("fLaC")],
  ])("refuses %s", async (_, reason, bytes) => {
    await expect(decodeAudio(bytes, "clip.wav")).rejects.toMatchObject({
      name: "AudioFormatError",
      file: "clip.wav",
      reason,
    });
  });

  it("allocates nothing for sizes that only a header claims", async () => {
    const wav = riff(chunk("fmt ", fmt({ channels: 256 })), chunk("data", samples, 0xfffffff0));
    expect((await decodeAudio(wav)).waveform.samples.length).toBe(0);
    const flac = bytesOf(fixtures.flac16x1);
    flac.fill(0xff, 22, 26);
    expect((await decodeAudio(flac)).waveform.samples.length).toBe(N_FIXTURE_SAMPLES);
  });
});
