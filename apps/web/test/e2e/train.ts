import { cp, readFile, writeFile } from "node:fs/promises";
import { decodeBundle } from "@undertone/core";
import axe from "axe-core";
import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import type { Workshop } from "../harness/workshop.ts";

/** What the view Train does. */
export function describeTrain(workshop: () => Workshop): void {
  describe("Train", () => {
    const seriousFindings = async (page: Page) => {
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    };
    /** The workshop's corpus, divided and trained as the workshop's run was. */
    const trainFolder = async (page: Page, folder: string, epochs: number) => {
      await page.getByLabel("Folder").setInputFiles(folder);
      await page.getByLabel("Epochs").fill(String(epochs));
      await page.getByLabel("Folds of speakers").fill("2");
      await page.getByLabel("Speakers to validate").fill("1");
      await page.getByRole("button", { name: "Train", exact: true }).click();
    };

    it("gives the command's weights from a folder, and a bundle that Recognize takes", {
      timeout: 120_000,
    }, async () => {
      const folder = workshop().at("voices");
      await cp(workshop().at("corpus"), folder, { recursive: true });
      await writeFile(`${folder}/broken.wav`, "RIFF");
      await writeFile(`${folder}/notes.txt`, "");
      const told = JSON.parse(await readFile(workshop().at("run/fold-1/metrics.json"), "utf8"));
      const sha256 = /"weightsSha256":"([0-9a-f]{64})"/.exec(JSON.stringify(told))![1];

      const { page, wrongs, asked } = await workshop().open({
        hash: "#/train",
        viewport: { width: 390, height: 844 },
        colorScheme: "light",
        reducedMotion: "reduce",
        // So that what is asked for is what the page needs.
        serviceWorkers: "block",
      });
      expect(await seriousFindings(page)).toEqual([]);
      await trainFolder(page, folder, 2);
      const shown = page.getByTestId("sha256");
      await shown.waitFor({ timeout: 90_000 });
      expect(await shown.textContent()).toBe(sha256);
      expect(await page.getByTestId("command").textContent()).toBe(
        "npx undertone train voices --recipe demo --epochs 2 --folds 2 --fold 1 --validation-speakers 1",
      );
      expect(await page.getByText("1 file left out").isVisible()).toBe(true);
      expect(asked.filter((name) => name.endsWith(".wasm"))).toHaveLength(1);

      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await seriousFindings(page)).toEqual([]);
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);

      const [downloaded] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "model.undertone" }).click(),
      ]);
      const { training } = decodeBundle(await readFile(await downloaded.path()));
      // The bundle's last layer is divided by the temperature, as `undertone bundle` does it: its weights have a hash of their own.
      expect(training).toMatchObject({ recipe: "demo", protocol: "speaker (unseen voices), synthetic" });
      expect(training.metrics.temperature).toBeGreaterThan(0);
      expect(training.weightsSha256).not.toBe(sha256);
      await page.getByRole("button", { name: "Use it in Recognize" }).click();
      await page.getByLabel("Recordings").setInputFiles(workshop().at("long.wav"));
      await page.locator("[data-testid=answer]").waitFor();
      await page.getByRole("button", { name: "Back to the built-in model" }).waitFor();
      // The one that this test itself blocks.
      expect(wrongs).toEqual(["console: Service Worker registration blocked by Playwright"]);
    });

    it("stops when it is asked to, and can begin again", { timeout: 120_000 }, async () => {
      const { page, wrongs } = await workshop().open({ hash: "#/train" });
      await trainFolder(page, workshop().at("corpus"), 1000);
      await page.getByText(/^Epoch \d+ of 1000/).waitFor({ timeout: 60_000 });
      await page.getByRole("button", { name: "Stop" }).click();
      await page.getByText(/^Stopped after \d+ epochs?\.$/).waitFor();
      await page.getByLabel("Epochs").fill("1");
      await page.getByRole("button", { name: "Train", exact: true }).click();
      await page.getByTestId("sha256").waitFor({ timeout: 60_000 });
      expect(wrongs).toEqual([]);
    });
  });
}
