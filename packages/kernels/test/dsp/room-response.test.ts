import { loadDsp, roomResponse } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";
import { energyOf } from "./signals.ts";

const dsp = await loadDsp();

/** RT60 in seconds by Schroeder's backward integration: a line through -5 to -35 dB of the energy that is left (ISO 3382). */
function rt60Of(tail: Float32Array, sampleRate: number): number {
  const left = new Float64Array(tail.length);
  for (let i = tail.length - 1, sum = 0; i >= 0; i--) left[i] = sum += tail[i] ** 2;
  const points = [...left.entries()]
    .map(([i, energy]) => [i / sampleRate, 10 * Math.log10(energy / left[0])])
    .filter(([, db]) => db <= -5 && db >= -35);
  const mean = (column: number) => points.reduce((sum, point) => sum + point[column], 0) / points.length;
  const [time, level] = [mean(0), mean(1)];
  const slope =
    points.reduce((sum, [t, db]) => sum + (t - time) * (db - level), 0) /
    points.reduce((sum, [t]) => sum + (t - time) ** 2, 0);
  return -60 / slope;
}

describe.each([8000, 16_000, 48_000])("roomResponse at %d Hz", (sampleRate) => {
  it.each([0.1, 0.35, 1.2])("decays by 60 dB in %d s, measured by Schroeder's integration", (rt60) => {
    for (let seed = 0; seed < 3; seed++) {
      const response = roomResponse(dsp, sampleRate, { rt60, directToReverberantDb: 3, preDelay: 0 }, [seed, 2, 3, 4]);
      expect(response.length).toBe(1 + Math.round(rt60 * sampleRate));
      expect(Math.abs(rt60Of(response.subarray(1), sampleRate) / rt60 - 1)).toBeLessThan(0.01);
    }
  });

  it.each([-12, 0, 3, 20])("has a direct path of 1, %d dB above all else", (directToReverberantDb) => {
    const response = roomResponse(dsp, sampleRate, { rt60: 0.4, directToReverberantDb, preDelay: 0.01 }, [1, 2, 3, 4]);
    expect(response[0]).toBe(1);
    expect(Math.abs(-10 * Math.log10(energyOf(response.subarray(1))) - directToReverberantDb)).toBeLessThan(0.01);
  });

  it("is silent for the pre-delay, and no longer", () => {
    const preDelay = 0.0125;
    const response = roomResponse(dsp, sampleRate, { rt60: 0.4, directToReverberantDb: 3, preDelay }, [1, 2, 3, 4]);
    const first = preDelay * sampleRate;
    expect(response.subarray(1, first).every((tap) => tap === 0)).toBe(true);
    expect(response.subarray(first).every((tap) => tap !== 0)).toBe(true);
    expect(response.length).toBe(first + 0.4 * sampleRate);
  });
});

describe("roomResponse", () => {
  const room = { rt60: 1, directToReverberantDb: 0, preDelay: 0 };

  it("has a tail that is white: its signs tell nothing of the next sixteen", () => {
    const signs = roomResponse(dsp, 192_000, room, [1, 2, 3, 4]).subarray(1).map(Math.sign);
    for (let lag = 1; lag <= 16; lag++) {
      const same = signs.reduce((sum, sign, i) => sum + sign * (signs[i + lag] ?? 0), 0) / signs.length;
      expect(Math.abs(same)).toBeLessThan(5 / Math.sqrt(signs.length));
    }
  });

  it("depends on the seed, and leaves nothing behind", () => {
    const before = dsp.mark();
    const response = roomResponse(dsp, 16_000, room, [1, 2, 3, 4]);
    expect(roomResponse(dsp, 16_000, room, [1, 2, 3, 4])).toEqual(response);
    expect(roomResponse(dsp, 16_000, room, [1, 2, 3, 5])).not.toEqual(response);
    expect(dsp.mark()).toBe(before);
  });

  it.each([
    [{ ...room, rt60: 0 }, "rt60 is 0, expected a number from 0.01 to 20"],
    [{ ...room, rt60: Number.NaN }, "rt60 is NaN, expected a number from 0.01 to 20"],
    [{ ...room, directToReverberantDb: 61 }, "directToReverberantDb is 61, expected a number from -60 to 60"],
    [{ ...room, preDelay: -0.1 }, "preDelay is -0.1, expected a number from 0 to 1"],
  ])("refuses %o", (wrong, message) => {
    expect(() => roomResponse(dsp, 16_000, wrong, [1, 2, 3, 4])).toThrow(new RangeError(message));
  });

  it("refuses what is no sample rate and no seed", () => {
    expect(() => roomResponse(dsp, 3999, room, [1, 2, 3, 4])).toThrow(
      "sampleRate is 3999, expected a whole number from 4000 to 192000",
    );
    expect(() => roomResponse(dsp, 16_000, room, [-1, 2, 3, 4])).toThrow(
      "seed[0] is -1, expected a whole number from 0 to 4294967295",
    );
  });
});
