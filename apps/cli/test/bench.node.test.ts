import { describe, expect, it } from "vitest";
import { folderWith, undertone } from "./undertone.ts";

interface Timing {
  stage: string;
  clipsPerSecond: number;
  timesRealTime: number;
  p50: number;
  p95: number;
  share: number | null;
}

describe("bench", () => {
  it("times every stage of MFCC extraction, and the whole", async () => {
    const { exitCode, stdout, stderr } = await undertone("bench", "--seconds", "1", "--json");
    expect([exitCode, stderr]).toEqual([0, ""]);
    const { machine, clips, synthetic, audioSeconds, rounds, stages } = JSON.parse(stdout);
    expect(machine).toMatchObject({ node: process.version, arch: process.arch });
    expect([clips, synthetic]).toEqual([14, true]);
    expect(audioSeconds).toBeGreaterThan(14);
    expect(rounds).toBeGreaterThanOrEqual(3);
    expect(stages.map(({ stage }: Timing) => stage)).toEqual([
      ...["decode", "resample", "window", "FFT", "power spectrum", "mel spectrum", "logarithm", "DCT"],
      "end to end",
    ]);
    for (const { clipsPerSecond, timesRealTime, p50, p95 } of stages as Timing[]) {
      expect(timesRealTime / clipsPerSecond).toBeCloseTo(audioSeconds / clips, 6);
      expect(p95).toBeGreaterThanOrEqual(p50);
      expect(p50).toBeGreaterThan(0);
    }
    expect(stages.reduce((sum: number, { share }: Timing) => sum + (share ?? 0), 0)).toBeCloseTo(1, 6);
  });

  it("fails where nothing can be read", async () => {
    const folder = await folderWith({ "a.wav": "no audio" });
    const { exitCode, stderr } = await undertone("bench", folder);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`undertone: ${folder}: no audio that can be read\n`);
  });
});
