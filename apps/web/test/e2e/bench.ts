import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { BenchReport } from "../../src/bench/services.ts";
import { findingsInBothThemes, PHONE } from "../harness/findings.ts";
import type { Workshop } from "../harness/workshop.ts";

/** What the view Bench does. */
export function describeBench(workshop: () => Workshop): void {
  describe("Bench", () => {
    it("stops, measures stages and answers of the bundle in use, and saves them as JSON", async () => {
      const { page, wrongs } = await workshop().open({ hash: "#/bench", ...PHONE });
      const measure = page.getByRole("button", { name: "Measure", exact: true });
      await measure.click();
      await page.getByRole("progressbar").waitFor();
      await page.getByRole("button", { name: "Stop" }).click();
      await measure.click();

      await page.getByRole("rowheader", { name: "end to end" }).waitFor({ timeout: 60_000 });
      const [downloaded] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Save as JSON" }).click(),
      ]);
      const report: BenchReport = JSON.parse(await readFile(await downloaded.path(), "utf8"));
      const stages = ["decode", "resample", "window", "FFT", "power spectrum", "mel spectrum", "logarithm"];
      expect(report.stages.map(({ stage }) => stage)).toEqual([...stages, "end to end"]);
      for (const { p50, p95 } of report.stages) expect(p95).toBeGreaterThanOrEqual(p50);
      expect(report.machine.browser).toMatch(/^\w+ \d+$/);
      expect(Date.parse(report.date)).toBeGreaterThan(0);
      expect(report).toMatchObject({ clips: 14, synthetic: true, recipe: "nano" });
      expect(report.bundle.weightsSha256).toMatch(/^[0-9a-f]{64}$/);
      const { readyMs, p50Ms, p95Ms, memoryKiB, seconds, timesRealTime } = report.recognition;
      expect(readyMs).toBeGreaterThan(0);
      expect(p95Ms).toBeGreaterThanOrEqual(p50Ms);
      expect(timesRealTime).toBeCloseTo((1000 * seconds) / p50Ms, 6);
      expect(memoryKiB % 64).toBe(0);

      expect(await findingsInBothThemes(page)).toEqual([]);
      expect(wrongs).toEqual([]);
    });
  });
}
