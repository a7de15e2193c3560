import { loadDsp, resample } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";

const wasm = await loadDsp();

describe("reserve", () => {
  it("refuses what an arena cannot hold, and leaves it as it was", () => {
    const mark = wasm.mark();
    // 3e6 samples at 4 kHz are 576e6 at 768 kHz.
    expect(() => resample(wasm, new Float32Array(3e6), 4000, 768_000)).toThrow(
      /^memory needed is 230\d{7} bytes, expected at most the 214\d{7} that are left: too long$/,
    );
    expect(wasm.mark()).toBe(mark);
    expect(resample(wasm, new Float32Array(100), 8000, 16_000)).toHaveLength(200);
  });
});
