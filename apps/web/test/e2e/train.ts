import { copyFile, cp, readFile, writeFile } from "node:fs/promises";
import { decodeBundle } from "@undertone/core";
import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { findingsInBothThemes, PHONE } from "../harness/findings.ts";
import { TRAINING_OPTIONS, type Workshop } from "../harness/workshop.ts";

/** What the view Train does. */
export function describeTrain(workshop: () => Workshop): void {
  describe("Train", () => {
    const train = (page: Page) => page.getByRole("button", { name: "Train", exact: true });
    const saved = async (page: Page, name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: new RegExp(`^${name}`) }).click(),
      ]);
      return readFile(await download.path());
    };
    /** Clicks Pause as soon as a text is there: by a hand it would be late. */
    const pauseAt = (page: Page, text: string) =>
      page.evaluate((wanted) => {
        const observer = new MutationObserver(() => {
          if (!document.querySelector(".underway")?.textContent?.includes(wanted)) return;
          observer.disconnect();
          for (const button of document.querySelectorAll("button"))
            if (button.textContent?.includes("Pause")) button.click();
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }, text);
    /** Cuts a file of what the page keeps. */
    const damage = (page: Page, path: string) =>
      page.evaluate(async (parts) => {
        let folder = await navigator.storage.getDirectory();
        for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part);
        const file = await folder.getFileHandle(parts[parts.length - 1]);
        const writable = await file.createWritable({ keepExistingData: true });
        await writable.truncate(100);
        await writable.close();
      }, path.split("/"));

    it("gives the command's weights of all folds, paused, reloaded, with a damaged checkpoint, and resumed", async () => {
      const folder = workshop().at("voices");
      await cp(workshop().at("corpus"), folder, { recursive: true });
      await writeFile(`${folder}/broken.wav`, "RIFF");
      await writeFile(`${folder}/notes.txt`, "");
      const { page, wrongs, asked } = await workshop().open({ hash: "#/train", ...PHONE, serviceWorkers: "block" });
      expect(await findingsInBothThemes(page)).toEqual([]);
      await page.getByLabel("Folder", { exact: true }).setInputFiles(folder);
      await page.getByText("1 file left out").waitFor();
      await page.getByLabel("Epochs").fill("5");
      await page.getByLabel("Folds of speakers").fill("2");
      await page.getByLabel("Speakers to validate").fill("1");
      await page.getByLabel("All folds").check();
      await page
        .getByText("Each of 2 folds: 1 speaker to train on, 1 to validate, 2 to test, as in the first.")
        .waitFor();
      await page.getByText("The audit: nothing on both sides that must not be").click();
      expect(await page.locator(".audit tbody tr").nth(3).textContent()).toBe(
        "the same speaker00.0 %none, as promised",
      );

      await pauseAt(page, "Fold 2 of 2: Epoch 2");
      await train(page).click();
      await page.getByText(/^Fold 2 of 2: Paused in epoch/).waitFor();
      await damage(page, "training/fold-2/checkpoint-a");
      await page.reload();
      await page.getByText("A training is waiting to go on").waitFor();
      expect(await findingsInBothThemes(page)).toEqual([]);
      await page.getByLabel("The same folder").setInputFiles(folder);

      const shown = page.getByTestId("sha256");
      await shown.first().waitFor();
      const told = await workshop().trained;
      expect(await shown.allTextContents()).toEqual(told.weightsSha256);
      expect(await page.getByTestId("uar").textContent()).toBe(
        `${(100 * told.uar).toFixed(1)} % speaker (unseen voices), synthetic`,
      );
      expect(await page.getByTestId("command").textContent()).toBe(`npx undertone train voices ${TRAINING_OPTIONS}`);
      const notice = page.getByRole("note").filter({ hasText: "About resuming" });
      expect(await notice.textContent()).toMatch(
        /training\/fold-2\/checkpoint-a: .*; training (begins with|goes on behind)/,
      );
      expect(asked.filter((name) => name.endsWith(".wasm")).length).toBeLessThanOrEqual(2);
      expect(await findingsInBothThemes(page)).toEqual([]);

      const { training } = decodeBundle(await saved(page, "model.undertone"));
      expect(training).toMatchObject({
        recipe: "demo",
        protocol: "speaker (unseen voices), synthetic, by the models of 2 folds",
      });
      expect(training.metrics.uar).toBe(told.uar);
      expect(String(await saved(page, "report.html"))).toContain(told.weightsSha256[2]);
      expect((await saved(page, "emotion.wasm")).subarray(0, 4)).toEqual(Buffer.from("\0asm"));
      expect(String(await saved(page, "emotion.mjs"))).toContain("createRecognizer");

      await page.getByRole("button", { name: "Use it in Recognize" }).click();
      await page.getByLabel("Recordings").setInputFiles(workshop().at("long.wav"));
      await page.locator("[data-testid=answer]").waitFor();
      await page.getByRole("button", { name: "Back to the built-in model" }).waitFor();
      // Those that this test itself blocks, once for each load.
      expect(wrongs).toEqual(Array(2).fill("console: Service Worker registration blocked by Playwright"));
    });

    it("refuses an unsound division unless asked, stops, and marks what is leaky, with no room to keep it", async () => {
      const folder = workshop().at("copied");
      await cp(workshop().at("corpus"), folder, { recursive: true });
      // Of another voice, as angry.
      const [first, , , , , , , other] = workshop().utterances;
      await copyFile(`${folder}/${first}`, `${folder}/${other}`);
      const { page, context, wrongs } = await workshop().open({ hash: "#/train", ...PHONE });
      await page.getByLabel("Folder", { exact: true }).setInputFiles(folder);
      await page.getByLabel("Folds of speakers").fill("4");
      await page.getByText("the division is unsound under protocol speaker:").waitFor();
      expect(await train(page).isDisabled()).toBe(true);
      await page.getByLabel("Train all the same").check();
      await page.getByText(/^speaker \(unseen voices\), synthetic, unsound: the same samples/).waitFor();
      await page.getByLabel("Epochs").fill("1000");
      await train(page).click();
      await page.getByText(/^Epoch \d+ of 1000/).waitFor();
      await page.getByRole("button", { name: "Stop" }).click();
      await page.getByText(/^Stopped after \d+ epochs?\.$/).waitFor();
      await page.getByRole("button", { name: "Forget it" }).click();
      await page.getByText("A training is waiting").waitFor({ state: "hidden" });

      const devtools = await context.newCDPSession(page);
      await devtools.send("Storage.overrideQuotaForOrigin", { origin: new URL(page.url()).origin, quotaSize: 1000 });
      await page.getByLabel("Protocol").selectOption("leaky");
      await page.getByLabel("Epochs").fill("1");
      await train(page).and(page.locator(":enabled")).click();
      await page.getByTestId("sha256").waitFor();
      expect(await page.getByText("the browser's storage is full").isVisible()).toBe(true);
      const label = "leaky (copies of test clips were trained on), synthetic";
      expect(await page.locator(".report .labelled s").count()).toBe(2);
      expect(await page.locator(".report .labelled .unsound").allTextContents()).toEqual([label, label]);
      for (const title of await page.locator(".report :is(caption, figcaption)").allTextContents()) {
        expect(title).toMatch(/^leaky \(copies of test clips were trained on\), synthetic: /);
      }
      expect(await page.locator(".curve figcaption").nth(1).textContent()).toContain("Validation UAR, leaky");
      expect(await page.getByTestId("command").textContent()).toBe(
        "npx undertone train copied --recipe demo --epochs 1 --protocol leaky --fold 1",
      );
      expect(await findingsInBothThemes(page)).toEqual([]);
      expect(wrongs).toEqual([]);
    });
  });
}
