import { loadDsp } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";
import { loadWaveform, resample, writeWav } from "../src/index.ts";

const dsp = await loadDsp();
const waveform = {
  samples: Float32Array.from({ length: 4800 }, (_, i) => ((i % 100) - 50) / 64),
  sampleRate: 48_000,
};

describe("resample", () => {
  it("gives the waveform at the rate asked for, and the very same at its own", () => {
    const { samples, sampleRate } = resample(dsp, waveform, 16_000);
    expect(sampleRate).toBe(16_000);
    expect(samples.length).toBe(1600);
    expect(resample(dsp, waveform, 48_000)).toBe(waveform);
  });

  it("names the sample and the rate that it refuses", () => {
    const broken = { samples: Float32Array.of(0, Number.NaN), sampleRate: 48_000 };
    expect(() => resample(dsp, broken, 16_000)).toThrow("samples[1] is NaN, expected a finite number");
    expect(() => resample(dsp, waveform, 0)).toThrow("toRate is 0, expected a whole number from 4000 to 768000");
  });
});

describe("loadWaveform", () => {
  it("decodes and resamples", async () => {
    const loaded = await loadWaveform(dsp, writeWav(waveform, "float32"), "a.wav", 16_000);
    expect(loaded).toEqual({
      waveform: resample(dsp, waveform, 16_000),
      format: "wav float32",
      channels: 1,
      warnings: [],
      fileSampleRate: 48_000,
    });
  });

  it("names the file that it cannot read", async () => {
    await expect(loadWaveform(dsp, new Uint8Array(3), "a.wav", 16_000)).rejects.toThrow(
      "a.wav: no audio format that is known here, expected WAV, AIFF, FLAC, MP3 or Ogg (at byte 0)",
    );
  });

  it("reads what is empty as empty", async () => {
    const { waveform: empty } = await loadWaveform(
      dsp,
      writeWav({ samples: new Float32Array(0), sampleRate: 8000 }),
      "a.wav",
      16_000,
    );
    expect(empty).toEqual({ samples: new Float32Array(0), sampleRate: 16_000 });
  });
});
