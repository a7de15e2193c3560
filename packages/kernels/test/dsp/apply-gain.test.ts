import { applyGain, loadDsp } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";
import { EDGE_LENGTHS, energyOf, sine } from "./signals.ts";

const dsp = await loadDsp();

describe("applyGain", () => {
  it.each([-60, -6, 0, 0.1, 20])("moves the level by %d dB", (gainDb) => {
    const x = sine(440, 16_000);
    const level = 10 * Math.log10(energyOf(applyGain(dsp, x, gainDb)) / energyOf(x));
    expect(Math.abs(level - gainDb)).toBeLessThan(1e-5);
  });

  it.each(EDGE_LENGTHS)("scales all of %d samples", (n) => {
    expect([...applyGain(dsp, new Float32Array(n).fill(0.5), 20)]).toEqual(new Array(n).fill(5));
  });

  it("refuses what is no level", () => {
    expect(() => applyGain(dsp, sine(440, 4), 201)).toThrow("gainDb is 201, expected a number from -200 to 200");
  });
});
