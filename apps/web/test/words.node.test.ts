import { describe, expect, it } from "vitest";
import { explainedRefusal, MicrophoneError } from "../src/audio/microphone-error.ts";
import { clock, duration, fileSize, hertz } from "../src/components/format.ts";
import { ticksOf } from "../src/figure/time-axis.tsx";
import { csvOf } from "../src/views/recognize/download-csv.ts";

describe("times and sizes", () => {
  it.each([
    [0, "0:00.0"],
    [1.25, "0:01.3"],
    [59.96, "1:00.0"],
    [725.04, "12:05.0"],
  ])("%d s on a clock is %s", (seconds, text) => {
    expect(clock(seconds)).toBe(text);
  });

  it.each([
    [1.415, "1.42 s"],
    [12.34, "12.3 s"],
    [59.97, "1 min 0 s"],
    [119.7, "2 min 0 s"],
    [185, "3 min 5 s"],
  ])("%d s long is %s", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  it("say bytes and hertz", () => {
    expect([1, 999, 60_640, 2_500_000].map(fileSize)).toEqual(["1 byte", "999 bytes", "60.6 kB", "2.5 MB"]);
    expect([8000, 16_000, 22_050, 44_100].map(hertz)).toEqual(["8 kHz", "16 kHz", "22.05 kHz", "44.1 kHz"]);
  });
});

describe("ticks", () => {
  it.each([0.05, 0.3, 1.415, 3, 10.9, 61, 3600, 50_400])("of %d s are few, and none lies beyond", (seconds) => {
    const ticks = ticksOf(seconds);
    expect(ticks[0]).toBe(0);
    expect(ticks.length).toBeLessThanOrEqual(8);
    expect(ticks.at(-1)).toBeLessThanOrEqual(seconds + 1e-6);
  });

  it("of 3 s are half seconds", () => {
    expect(ticksOf(3)).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3]);
  });
});

describe("refusals of the microphone", () => {
  it("are told by their names, others as the browser says", () => {
    expect(explainedRefusal(new DOMException("", "SecurityError")).help).toContain("https");
    const other = explainedRefusal(new DOMException("the driver crashed", "AbortError"));
    expect(other).toBeInstanceOf(MicrophoneError);
    expect(other.help).toBe("The browser says: the driver crashed");
    expect(explainedRefusal(other)).toBe(other);
  });
});

describe("the table of results", () => {
  it("has a row for each file, with its probabilities or its reason, and quotes where it must", () => {
    const file = new File([], "a");
    const result = {
      probabilities: Float32Array.of(0.25, 0.75),
      seconds: 1.5,
      fileSampleRate: 16_000,
      channels: 1,
      format: "wav pcm16",
      warnings: [],
      hasSpeech: true,
    };
    const items = [
      { id: 0, file, path: 'a "b", c.wav', status: { kind: "done" as const, result } },
      { id: 1, file, path: "d.wav", status: { kind: "failed" as const, reason: "no data chunk" } },
    ];
    expect(csvOf(items, ["happy", "sad"])).toBe(
      'path,label,seconds,happy,sad,notes\n"a ""b"", c.wav",sad,1.5,0.25,0.75,\nd.wav,,,,,no data chunk\n',
    );
  });
});
