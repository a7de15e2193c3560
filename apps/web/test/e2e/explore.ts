import { cp, writeFile } from "node:fs/promises";
import axe from "axe-core";
import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import type { Workshop } from "../harness/workshop.ts";

/** What the view Explore does. */
export function describeExplore(workshop: () => Workshop): void {
  describe("Explore", () => {
    const seriousFindings = async (page: Page) => {
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    };

    it("maps a folder's utterances, plays them, and alters them as it is told", { timeout: 120_000 }, async () => {
      const folder = workshop().at("explored");
      await cp(workshop().at("corpus"), folder, { recursive: true });
      await writeFile(`${folder}/synthetic_voice-01_sad_S01_99.wav`, "RIFF");
      const { page, wrongs } = await workshop().open({
        hash: "#/explore",
        viewport: { width: 390, height: 844 },
        reducedMotion: "reduce",
      });
      await page.getByText(/^Listening to \d+ of 84 utterances$/).waitFor();
      await page.getByLabel("Folder").setInputFiles(folder);
      const map = page.getByRole("slider", { name: "Utterance on the map" });
      await map.waitFor({ timeout: 60_000 });
      expect(await map.getAttribute("aria-valuemax")).toBe("28");
      expect(await page.getByText("1 file left out").isVisible()).toBe(true);

      await map.focus();
      await page.keyboard.press("Home");
      const first = await map.getAttribute("aria-valuetext");
      expect(first).toMatch(/^\w+, speaker \S+, synthetic_voice-\d+_\w+_S\d+_\d+\.wav$/);
      const seen = new Set([first]);
      for (const key of ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"]) {
        await page.keyboard.press(key);
        seen.add(await map.getAttribute("aria-valuetext"));
      }
      expect(seen.size).toBeGreaterThan(1);

      const pictures = page.locator(".clip-figure");
      await expect.poll(() => pictures.count()).toBe(2);
      const times = () => pictures.locator(".time").allTextContents();
      await page.getByLabel("Altered by").selectOption("Tempo");
      await page.getByLabel("faster by a factor of").fill("1.6");
      const secondsOf = (text: string) => Number(text.split("/ 0:")[1]);
      await expect
        .poll(async () => {
          const [whole, faster] = (await times()).map(secondsOf);
          return Math.abs(whole / faster - 1.6);
        })
        .toBeLessThan(0.12);
      await page.getByRole("button", { name: "Play Tempo" }).click();
      await page.getByRole("button", { name: "Pause Tempo" }).waitFor();
      await page.getByLabel("speaker", { exact: true }).check();
      await expect.poll(() => page.locator(".map-legend li").count()).toBe(4);
      await page.getByText("The map as a table").click();
      expect(await page.locator("details tbody tr").count()).toBe(28);

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
