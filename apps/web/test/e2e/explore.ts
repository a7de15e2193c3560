import { cp, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { findingsInBothThemes, PHONE } from "../harness/findings.ts";
import type { Workshop } from "../harness/workshop.ts";

/** What the view Explore does. */
export function describeExplore(workshop: () => Workshop): void {
  describe("Explore", () => {
    it("maps a folder's utterances, plays them, and alters them as it is told", { timeout: 120_000 }, async () => {
      const folder = workshop().at("explored");
      await cp(workshop().at("corpus"), folder, { recursive: true });
      await writeFile(`${folder}/synthetic_voice-01_sad_S01_99.wav`, "RIFF");
      const { page, wrongs } = await workshop().open({ hash: "#/explore", ...PHONE });
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
      await pictures.nth(1).waitFor();
      const times = () => pictures.locator(".time").allTextContents();
      await page.getByLabel("Altered by").selectOption("Tempo");
      await page.getByLabel("faster by a factor of").fill("1.6");
      const secondsOf = (text: string) => Number(text.split("/ 0:")[1]);
      await expect
        .poll(
          async () => {
            const [whole, faster] = (await times()).map(secondsOf);
            return Math.abs(whole / faster - 1.6);
          },
          { timeout: 20_000 },
        )
        .toBeLessThan(0.12);
      await page.getByRole("button", { name: "Play Tempo" }).click();
      await page.getByRole("button", { name: "Pause Tempo" }).waitFor();
      await page.getByLabel("speaker", { exact: true }).check();
      await page.locator(".map-legend li").filter({ hasText: "voice-04" }).waitFor();
      expect(await page.locator(".map-legend li").count()).toBe(4);
      await page.getByText("The map as a table").click();
      expect(await page.locator("details tbody tr").count()).toBe(28);

      expect(await findingsInBothThemes(page)).toEqual([]);
      expect(wrongs).toEqual([]);
    });
  });
}
