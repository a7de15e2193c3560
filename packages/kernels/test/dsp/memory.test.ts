import { reusedMemory } from "@undertone/core";
import { applyGain, gaussianNoise, loadDsp, mixAtSnr, warpMatrix } from "@undertone/kernels/dsp";
import { expect, it } from "vitest";

const dsp = await loadDsp();
const SEED = [1, 2, 3, 4] as const;

it("results are the same in memory that is used again, also where it held the input", () => {
  const samples = Float32Array.from({ length: 1003 }, (_, i) => ((i * 37) % 101) / 101 - 0.5);
  const memory = reusedMemory();
  for (const n of [1003, 7, 500]) {
    const some = samples.slice(0, n);
    const noise = gaussianNoise(dsp, n, SEED);
    const mixture = mixAtSnr(dsp, some, noise, 6);
    expect(gaussianNoise(dsp, n, SEED, memory)).toEqual(noise);
    expect(mixAtSnr(dsp, some, gaussianNoise(dsp, n, SEED, memory), 6, memory)).toEqual(mixture);
    expect(applyGain(dsp, memory(n), 3, memory)).toEqual(applyGain(dsp, mixture, 3));
    const [features, warp] = [
      { values: some, nFrames: n },
      { speed: 0.8, stretch: 1, width: 1 },
    ];
    const held = memory(n);
    held.set(some);
    expect(warpMatrix(dsp, { values: held, nFrames: n }, warp, memory)).toEqual(warpMatrix(dsp, features, warp));
  }
});
