import { loadDsp, warpMatrix } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";
import { noise } from "../golden/signals.ts";

const dsp = await loadDsp();

/** x(t, c) of a matrix, bilinear in float64; beyond the last column of a group stands the last. */
function at(values: Float32Array, columns: number, width: number, t: number, group: number, c: number): number {
  const column = Math.min(c, width - 1);
  const value = (row: number, i: number) =>
    values[Math.min(row, values.length / columns - 1) * columns + group * width + Math.min(i, width - 1)];
  const [row, i] = [Math.floor(t), Math.floor(column)];
  const along = (r: number) => value(r, i) + (column - i) * (value(r, i + 1) - value(r, i));
  return along(row) + (t - row) * (along(row + 1) - along(row));
}

describe("warpMatrix", () => {
  it.each([
    [1.18, 1.1, 8, 1],
    [0.82, 0.9, 8, 3],
    [0.5, 1, 5, 1],
    [1, 1.3, 1, 2],
    [10, 0.1, 3, 2],
  ])("moves rows by speed %d and columns by stretch %d, in groups of %d, %d times", (speed, stretch, width, groups) => {
    const columns = width * groups;
    const values = noise(21 * columns);
    const warped = warpMatrix(dsp, { values, nFrames: 21 }, { speed, stretch, width });
    expect(warped.nFrames).toBe(1 + Math.floor(20 / speed));
    expect(warped.values).toHaveLength(warped.nFrames * columns);
    for (let t = 0; t < warped.nFrames; t++) {
      for (let c = 0; c < columns; c++) {
        const expected = at(values, columns, width, t * speed, Math.floor(c / width), (c % width) * stretch);
        expect(Math.abs(warped.values[t * columns + c] - expected)).toBeLessThan(1e-6);
      }
    }
  });

  it("changes nothing at speed 1 and stretch 1", () => {
    const features = { values: noise(60), nFrames: 6 };
    expect(warpMatrix(dsp, features, { speed: 1, stretch: 1, width: 10 })).toEqual(features);
  });

  it("takes one frame, and none", () => {
    const before = dsp.mark();
    const one = { values: noise(4), nFrames: 1 };
    expect(warpMatrix(dsp, one, { speed: 0.8, stretch: 1, width: 4 })).toEqual(one);
    const none = { values: new Float32Array(0), nFrames: 0 };
    expect(warpMatrix(dsp, none, { speed: 0.8, stretch: 1.1, width: 4 })).toEqual(none);
    expect(dsp.mark()).toBe(before);
  });

  it("refuses a factor it cannot warp by, and columns that are no whole groups", () => {
    const features = { values: noise(60), nFrames: 6 };
    expect(() => warpMatrix(dsp, features, { speed: 0, stretch: 1, width: 10 })).toThrow(
      "speed is 0, expected a number from 0.1 to 10",
    );
    expect(() => warpMatrix(dsp, features, { speed: 1, stretch: Number.NaN, width: 10 })).toThrow(
      "stretch is NaN, expected a number from 0.1 to 10",
    );
    expect(() => warpMatrix(dsp, features, { speed: 1, stretch: 1, width: 4 })).toThrow(
      "width is 4, expected a divisor of 10 columns",
    );
  });
});
