import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeWav } from "@undertone/audio";
import { decodeBundle } from "@undertone/core";
import { syntheticCorpus } from "@undertone/corpus";
import axe from "axe-core";
import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { undertone } from "../harness/repository.ts";
import type { Workshop } from "../harness/workshop.ts";

/** Clips of one voice in a folder for each of two labels, and a broken one. */
async function clipFolder(folder: string): Promise<void> {
  for (const { utterance, waveform } of syntheticCorpus({ nSpeakers: 1, utterancesPerClass: 3, seed: 9 })) {
    if (utterance.label !== "angry" && utterance.label !== "sad") continue;
    await mkdir(join(folder, utterance.label), { recursive: true });
    await writeFile(join(folder, utterance.label, utterance.path), writeWav(waveform));
  }
  await writeFile(join(folder, "sad/broken.wav"), "RIFF");
}

/** What the view Adapt does. */
export function describeAdapt(workshop: () => Workshop): void {
  describe("Adapt", () => {
    const seriousFindings = async (page: Page) => {
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    };

    it("gives the command's bundle of the same clips, measured on those left out, and uses it", {
      timeout: 120_000,
    }, async () => {
      const folder = workshop().at("clips");
      await clipFolder(folder);
      const out = workshop().at("adapted.undertone");
      const model = ["--model", workshop().model, "--out", out];
      const told = JSON.parse(await undertone("adapt", folder, ...model, "--json"));

      const { page, wrongs } = await workshop().open({
        hash: "#/adapt",
        viewport: { width: 390, height: 844 },
        reducedMotion: "reduce",
      });
      await page.getByRole("button", { name: "Record angry" }).click();
      await page.getByRole("button", { name: "Stop recording angry" }).click({ delay: 300 });
      await page.getByRole("button", { name: "Remove recorded.wav" }).click();
      await page.getByLabel("Folder of labels").setInputFiles(folder);
      await page.getByRole("button", { name: "Adapt on 7 clips" }).click();
      const sha256 = page.getByTestId("adapted-sha256");
      await sha256.waitFor({ timeout: 60_000 });
      expect(await sha256.textContent()).toBe(told.sha256);
      expect(told.counts).toEqual([3, 3, 0, 0, 0, 0, 0]);
      expect(await page.getByTestId("adapted-uar").textContent()).toBe(
        `${(100 * told.heldOut.after.uar).toFixed(1)} %`,
      );
      expect(await page.getByText("sad, broken.wav: ").isVisible()).toBe(true);

      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await seriousFindings(page)).toEqual([]);
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      const [downloaded] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "adapted.undertone" }).click(),
      ]);
      const bytes = await readFile(await downloaded.path());
      expect(bytes.equals(await readFile(out))).toBe(true);
      expect(decodeBundle(bytes).training).toMatchObject({
        protocol: "adapted on 6 clips of yours; what was measured before is no longer valid",
        metrics: {},
      });

      await page.getByRole("button", { name: "Use it in Recognize" }).click();
      await page.getByText("adapted on 6 clips of yours").waitFor();
      await page.getByLabel("Recordings").setInputFiles(workshop().at("long.wav"));
      await page.locator("[data-testid=answer]").waitFor();
      expect(wrongs).toEqual([]);
    });
  });
}
