import { describe, expect, it } from "vitest";
import { applied } from "./apply-waveform.ts";

const samples = Float32Array.of(1, 2, 3, 4, 5);
const shifted = (nSamples: number, edge: "silence" | "wrap", x = samples) => [
  ...applied(x, { timeShift: { seconds: nSamples / 16_000, edge } }),
];

describe("timeShift", () => {
  it.each([
    [0, [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]],
    [2, [0, 0, 1, 2, 3], [4, 5, 1, 2, 3]],
    [-2, [3, 4, 5, 0, 0], [3, 4, 5, 1, 2]],
    [4, [0, 0, 0, 0, 1], [2, 3, 4, 5, 1]],
    [5, [0, 0, 0, 0, 0], [1, 2, 3, 4, 5]],
    [-5, [0, 0, 0, 0, 0], [1, 2, 3, 4, 5]],
    [7, [0, 0, 0, 0, 0], [4, 5, 1, 2, 3]],
    [-13, [0, 0, 0, 0, 0], [4, 5, 1, 2, 3]],
    [0.4, [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]],
    [0.6, [0, 1, 2, 3, 4], [5, 1, 2, 3, 4]],
  ])("by %d samples", (nSamples, silence, wrap) => {
    expect(shifted(nSamples, "silence")).toEqual(silence);
    expect(shifted(nSamples, "wrap")).toEqual(wrap);
  });

  it("leaves one sample and none as many, and the waveform alone", () => {
    expect(shifted(3, "wrap", Float32Array.of(7))).toEqual([7]);
    expect(shifted(3, "silence", Float32Array.of(7))).toEqual([0]);
    for (const edge of ["silence", "wrap"] as const) expect(shifted(3, edge, new Float32Array(0))).toEqual([]);
    expect([...samples]).toEqual([1, 2, 3, 4, 5]);
  });
});
