import { describe, expect, it } from "vitest";
import { readWav, writeWav } from "../src/index.ts";
import { chunk, fmt, int16, riff } from "./build-wav.ts";

const waveformOf = (...samples: number[]) => ({ samples: Float32Array.from(samples), sampleRate: 16_000 });

describe("writeWav", () => {
  it("writes a 16-bit file back bit for bit", () => {
    const samples = Array.from({ length: 65_536 }, (_, i) => i - 32_768);
    const file = riff(chunk("fmt ", fmt()), chunk("data", int16(samples)));
    const written = writeWav(readWav(file).waveform);
    expect(written.length).toBe(file.length);
    expect(written.findIndex((byte, at) => byte !== file[at])).toBe(-1);
  });

  it("rounds halves upwards and clips", () => {
    const written = readWav(writeWav(waveformOf(0.5 / 32_768, -0.5 / 32_768, 0.49 / 32_768, 1, 2, -1, -2)));
    expect([...written.waveform.samples].map((x) => x * 32_768)).toEqual([1, 0, 0, 32_767, 32_767, -32_768, -32_768]);
  });

  it("writes float32 as it stands", () => {
    const waveform = waveformOf(0.1, -3, 1e-30, 0);
    expect(readWav(writeWav(waveform, "float32"))).toEqual({
      waveform,
      format: "wav float32",
      channels: 1,
      warnings: [],
    });
  });

  it("writes a file without samples", () => {
    expect(writeWav(waveformOf())).toHaveLength(44);
    expect(readWav(writeWav(waveformOf(), "float32")).waveform).toEqual(waveformOf());
  });

  it("refuses what no file can hold", () => {
    expect(() => writeWav(waveformOf(0, Number.NaN))).toThrow("samples[1] is NaN, expected a finite number");
    expect(() => writeWav({ samples: new Float32Array(1), sampleRate: 22_254.5 })).toThrow(
      "sampleRate is 22254.5, expected a whole number from 4000 to 768000",
    );
  });
});
