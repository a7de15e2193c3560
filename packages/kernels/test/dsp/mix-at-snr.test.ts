import { gaussianNoise, loadDsp, mixAtSnr } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";
import { EDGE_LENGTHS, energyOf, sine } from "./signals.ts";

const dsp = await loadDsp();

describe("mixAtSnr", () => {
  it.each([-20, -5, 0, 10, 40])("leaves %d dB between the speech and the noise it added, to 0.01 dB", (snrDb) => {
    for (const n of [100, 16_001, 960_000]) {
      const speech = sine(220, n);
      const mixture = mixAtSnr(dsp, speech, gaussianNoise(dsp, n, [1, 2, 3, 4]), snrDb);
      const added = mixture.map((sample, i) => sample - speech[i]);
      expect(Math.abs(10 * Math.log10(energyOf(speech) / energyOf(added)) - snrDb)).toBeLessThan(0.01);
    }
  });

  it.each(EDGE_LENGTHS)("treats all of %d samples alike", (n) => {
    const mixture = mixAtSnr(dsp, new Float32Array(n).fill(1), new Float32Array(n).fill(0.5), 0);
    expect([...mixture]).toEqual(new Array(n).fill(2));
  });

  it("returns the speech unchanged when there is nothing to scale", () => {
    const speech = sine(220, 64);
    const silence = new Float32Array(64);
    expect(mixAtSnr(dsp, speech, silence, 10)).toEqual(speech);
    expect(mixAtSnr(dsp, silence, speech, 10)).toEqual(silence);
  });

  it("leaves nothing behind", () => {
    const before = dsp.mark();
    mixAtSnr(dsp, sine(220, 100_000), sine(330, 100_000), 10);
    expect(() => mixAtSnr(dsp, sine(220, 3), new Float32Array([0, Number.NaN, 0]), 10)).toThrow();
    expect(dsp.mark()).toBe(before);
  });

  it("refuses what would poison the mixture", () => {
    const x = new Float32Array(3);
    const poisoned = new Float32Array([0, Number.NaN, 0]);
    expect(() => mixAtSnr(dsp, x, new Float32Array(2), 10)).toThrow("noise has 2 samples, expected 3 as in speech");
    expect(() => mixAtSnr(dsp, x, x, Number.NaN)).toThrow("snrDb is NaN, expected a number from -200 to 200");
    expect(() => mixAtSnr(dsp, x, poisoned, 10)).toThrow("noise[1] is NaN, expected a finite number");
    expect(() => mixAtSnr(dsp, poisoned, x, 10)).toThrow("speech[1] is NaN, expected a finite number");
  });
});
