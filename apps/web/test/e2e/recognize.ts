import { writeFile } from "node:fs/promises";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findingsInBothThemes, PHONE } from "../harness/findings.ts";
import type { GuardedPage } from "../harness/guarded-page.ts";
import { codecFixture, quietRecording } from "../harness/recordings.ts";
import type { Workshop } from "../harness/workshop.ts";

/** Each label's probability as the page says it, all its digits. */
async function probabilities(page: Page): Promise<Record<string, number>> {
  await page.locator("[data-testid=answer]").waitFor();
  const rows = page.locator(".bars tbody tr");
  return Object.fromEntries(
    await rows.evaluateAll((all) =>
      all.map((row) => [row.querySelector("th")!.textContent, Number(row.querySelector("data")!.value)]),
    ),
  );
}

/** What the view Recognize does: one page for recordings, one for many, one for the microphone. */
export function describeRecognize(workshop: () => Workshop): void {
  const choose = (page: Page, ...names: string[]) =>
    page.getByLabel("Recordings").setInputFiles(names.map((name) => workshop().at(name)));
  const opening = (): { page: () => Page } => {
    let opened: GuardedPage;
    beforeAll(async () => {
      opened = await workshop().open({ ...PHONE, colorScheme: "light" });
    });
    afterAll(async () => {
      expect(opened.wrongs).toEqual([]);
      await opened.context.close();
    });
    return { page: () => opened.page };
  };

  describe("Recognize, a recording", () => {
    const { page } = opening();

    it("begins with nothing to complain of", async () => {
      await page().getByText("Trained on").waitFor();
      expect(await findingsInBothThemes(page())).toEqual([]);
    });

    it("gives the command's probabilities to the last digit, at the model's rate and at another", async () => {
      const { files } = await workshop().recognized;
      for (const [i, name] of [workshop().utterances[0], "long.wav"].entries()) {
        await choose(page(), name);
        await expect.poll(() => probabilities(page())).toEqual(files[i].probabilities);
        await expect.poll(() => page().locator("[data-testid=answer]").textContent()).toContain(files[i].label);
      }
      expect(files[1].sampleRate).toBe(44_100);
    });

    it("shows a timeline whose table has a window each quarter of a second", async () => {
      await page().getByText("The timeline as a table").click();
      const rows = page().locator(".timeline-table tbody tr");
      await expect.poll(() => rows.count()).toBeGreaterThan(30);
      expect(await rows.nth(0).locator("th").textContent()).toBe("0:01.0");
      expect(await rows.nth(1).locator("th").textContent()).toBe("0:01.3");
      const sums = await rows.evaluateAll((all) =>
        all.map((row) => Array.from(row.querySelectorAll("td"), (cell) => Number.parseFloat(cell.textContent))),
      );
      for (const row of sums) expect(Math.abs(row.reduce((a, b) => a + b, 0) - 100)).toBeLessThan(0.5);
      expect(await findingsInBothThemes(page())).toEqual([]);
    });

    it("plays, and moves the cursor by keys and by the pointer", async () => {
      const position = page().getByRole("slider", { name: "Position in the recording" });
      const now = async () => Number(await position.getAttribute("aria-valuenow"));
      await position.focus();
      await page().keyboard.press("ArrowRight");
      await page().keyboard.press("ArrowRight");
      await page().keyboard.press("PageUp");
      expect(await now()).toBe(1.2);
      expect(await position.getAttribute("aria-valuetext")).toMatch(/^0:01\.2 of 0:\d\d\.\d, \w+( \d+\.\d %|)/);
      const box = (await position.boundingBox())!;
      await page().mouse.click(box.x + box.width / 2, box.y + 20);
      expect(await now()).toBeCloseTo(Number(await position.getAttribute("aria-valuemax")) / 2, 0);
      await page().keyboard.press("Home");
      await page().getByRole("button", { name: "Play" }).click();
      await expect.poll(now).toBeGreaterThan(0.2);
      await page().getByRole("button", { name: "Pause" }).click();
    });

    it("opens another bundle, recognizes anew with it, and says why one cannot be opened", async () => {
      await writeFile(workshop().at("damaged.undertone"), "UNDERTONE?");
      const bundle = page().getByLabel("Bundle", { exact: true });
      const before = await probabilities(page());
      await bundle.setInputFiles(workshop().at("damaged.undertone"));
      expect(await page().getByRole("alert").textContent()).toContain("damaged.undertone");
      expect(await probabilities(page())).toEqual(before);

      await bundle.setInputFiles(workshop().otherModel);
      await page().getByRole("button", { name: "Back to the built-in model" }).waitFor();
      await expect.poll(() => probabilities(page())).not.toEqual(before);
      await page().getByRole("button", { name: "Back to the built-in model" }).click();
      await expect.poll(() => probabilities(page())).toEqual(before);
    });
  });

  describe("Recognize, many files", () => {
    const { page } = opening();
    const told = (text: string | RegExp) => page().getByRole("status").filter({ hasText: text }).waitFor();

    it("lists a broken file with its reason, goes on with the rest, and decodes every kind under its policy", async () => {
      const codecs = ["flac16x2", "oggFlac16x2", "mp3Stereo", "vorbisMono", "opusStereo"];
      for (const name of codecs) await writeFile(workshop().at(name), codecFixture(name));
      await writeFile(workshop().at("broken.wav"), "RIFF\0\0\0\0WAVEfmt ");
      await writeFile(workshop().at("notes.txt"), "no sound in here");
      await writeFile(workshop().at("quiet.wav"), quietRecording());
      const utterances = workshop().utterances.slice(0, 6);
      await choose(page(), "broken.wav", "notes.txt", ...utterances, "quiet.wav", ...codecs);
      const nFiles = utterances.length + 1 + codecs.length;
      await told(`${nFiles} files recognized, 2 could not be read`);
      const row = (name: string) => page().locator(".file", { hasText: name });
      expect(await row("broken.wav").textContent()).toContain("no fmt chunk (at byte 16)");
      expect(await row("notes.txt").textContent()).toContain("no audio format that is known here");
      expect(await row("quiet.wav").textContent()).toContain("no speech");
      expect(await row(utterances[5]).textContent()).toMatch(/\d %$/);
      await row("broken.wav").click();
      expect(await page().getByRole("alert").textContent()).toContain("no fmt chunk (at byte 16)");
      await page().getByText("All about this bundle").click();
      expect(await findingsInBothThemes(page())).toEqual([]);

      const download = page().waitForEvent("download");
      await page().getByRole("button", { name: "Save as CSV" }).click();
      const table = await (await (await download).createReadStream()).toArray();
      expect(String(Buffer.concat(table)).trim().split("\n")).toHaveLength(1 + nFiles + 2);
    });

    it("stops among many files, and goes on", async () => {
      await page().getByRole("button", { name: "Clear" }).click();
      await choose(page(), ...Array.from({ length: 20 }, () => "long.wav"));
      await page().getByRole("button", { name: "Stop" }).click();
      await told(/of 20 files, stopped/);
      await page().getByRole("button", { name: "Go on" }).click();
      await told("20 files recognized");
    });
  });

  describe("Recognize, the microphone", () => {
    const { page } = opening();

    it("says in words why there is none", async () => {
      const refusals = [
        ["NotAllowedError", "The microphone was not allowed"],
        ["NotReadableError", "The microphone is in use"],
        ["NotFoundError", "There is no microphone"],
      ];
      const button = page().getByRole("button", { name: /microphone|Try again/ });
      await page().evaluate(() => {
        const { mediaDevices } = navigator;
        const real = mediaDevices.getUserMedia.bind(mediaDevices);
        Object.assign(globalThis, { allow: () => Object.assign(mediaDevices, { getUserMedia: real }) });
      });
      for (const [name, title] of refusals) {
        await page().evaluate((refusal) => {
          navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", refusal));
        }, name);
        await button.and(page().locator(":enabled")).click();
        await page().getByRole("alert").filter({ hasText: title }).waitFor();
      }
      expect(await findingsInBothThemes(page())).toEqual([]);
      await page().evaluate(() => (globalThis as unknown as { allow(): void }).allow());
    });

    it("is heard, and what was heard is shown when it is stopped", async () => {
      await page().getByRole("button", { name: "Try again" }).click();
      const answer = page().locator(".live [data-testid=answer]");
      await expect.poll(() => answer.textContent(), { timeout: 20_000 }).toMatch(/\d %$/);
      const sum = Object.values(await probabilities(page())).reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(1, 5);
      expect(await findingsInBothThemes(page())).toEqual([]);
      await page().getByRole("button", { name: "Stop and look at it" }).click();
      await page().getByRole("heading", { name: "microphone.wav" }).waitFor();
      await page().getByRole("slider").waitFor();
    });
  });
}
