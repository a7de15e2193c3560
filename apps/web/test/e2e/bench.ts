import { readFile } from "node:fs/promises";
import axe from "axe-core";
import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import type { BenchReport } from "../../src/bench/services.ts";
import type { Workshop } from "../harness/workshop.ts";

/** What the view Bench does. */
export function describeBench(workshop: () => Workshop): void {
  describe("Bench", () => {
    const seriousFindings = async (page: Page) => {
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    };

    it("stops, measures stages and answers of the bundle in use, and saves them as JSON", async () => {
      const { page, wrongs } = await workshop().open({
        hash: "#/bench",
        viewport: { width: 390, height: 844 },
        reducedMotion: "reduce",
      });
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
      expect(report).toMatchObject({ clips: 14, synthetic: true, recipe: "demo" });
      expect(report.bundle.weightsSha256).toMatch(/^[0-9a-f]{64}$/);
      const { readyMs, p50Ms, p95Ms, memoryKiB, seconds, timesRealTime } = report.recognition;
      expect(readyMs).toBeGreaterThan(0);
      expect(p95Ms).toBeGreaterThanOrEqual(p50Ms);
      expect(timesRealTime).toBeCloseTo((1000 * seconds) / p50Ms, 6);
      expect(memoryKiB % 64).toBe(0);

      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await seriousFindings(page)).toEqual([]);
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      expect(wrongs).toEqual([]);
    });
  });
}
