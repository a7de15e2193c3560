import { librosaMfcc, type Waveform } from "@undertone/core";
import { type Clock, type TimingOptions, timeStages, WHOLE } from "@undertone/features";
import { loadDsp } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";

const STAGES = ["decode", "resample", "window", "FFT", "power spectrum", "mel spectrum", "logarithm", "DCT", WHOLE];
const dsp = await loadDsp();
const spec = librosaMfcc({ sampleRate: 16_000 });

const waveform = (seconds: number): Waveform => ({
  samples: Float32Array.from({ length: 8000 * seconds }, (_, i) => (i % 50) / 100 - 0.25),
  sampleRate: 8000,
});
const clip = (seconds: number) => ({ decode: async () => waveform(seconds) });

/** Goes on by 2 ms whenever it is asked. */
function steadyClock(): Clock {
  let now = 0;
  return { now: () => (now += 2), shortest: 2 };
}

const options = (some: Partial<TimingOptions> = {}): TimingOptions => ({
  clock: steadyClock(),
  goesOn: () => false,
  afterClip: async () => {},
  ...some,
});

describe("timeStages", () => {
  it("gives each stage the clock's time, for a clip and for a second of audio", async () => {
    const { stages, rounds, audioSeconds } = await timeStages(dsp, spec, [clip(0.25), clip(0.75)], options());
    expect([rounds, audioSeconds]).toEqual([3, 1]);
    expect(stages.map(({ stage }) => stage)).toEqual(STAGES);
    for (const { stage, share, ...timing } of stages) {
      expect(timing).toEqual({ clipsPerSecond: 500, timesRealTime: 250, p50: 2, p95: 2 });
      if (stage === WHOLE) expect(share).toBeNull();
      else expect(share).toBeCloseTo(1 / (STAGES.length - 1), 9);
    }
  });

  it("repeats what is shorter than the clock can tell", async () => {
    let runs = 0;
    const decode = async () => {
      runs++;
      return waveform(0.2);
    };
    // 1, 2 and 4 runs of two clocked works that decode, and two decodings before them, in each of three rounds.
    const shortest = 6;
    let now = 0;
    let asked = 0;
    const clock = { now: () => (now += asked++ % 2 === 0 ? 0 : 2 * (1 + (Math.floor(asked / 2 - 1) % 3))), shortest };
    const { stages } = await timeStages(dsp, spec, [{ decode }], options({ clock }));
    expect(runs).toBe(3 * (2 + 7 + 7));
    expect(stages[0].p50).toBe(6 / 4);
  });

  it("begins rounds while it is told to", async () => {
    const asked: number[] = [];
    const goesOn = (rounds: number) => asked.push(rounds) < 3;
    expect((await timeStages(dsp, spec, [clip(0.2)], options({ goesOn }))).rounds).toBe(5);
    expect(asked).toEqual([3, 4, 5]);
  });

  it("ends with what is thrown after a clip, and leaves no memory behind", async () => {
    const before = dsp.mark();
    const seen: string[] = [];
    const afterClip = async (round: number, one: number) => {
      seen.push(`${round}.${one}`);
      if (seen.length === 3) throw new Error("enough");
    };
    await expect(timeStages(dsp, spec, [clip(0.2), clip(0.2)], options({ afterClip }))).rejects.toThrow("enough");
    expect(seen).toEqual(["0.0", "0.1", "1.0"]);
    expect(dsp.mark()).toBe(before);
  });
});
