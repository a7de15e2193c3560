import { writeFile } from "node:fs/promises";
import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { codecFixture, quietRecording } from "../harness/recordings.ts";
import { undertone } from "../harness/repository.ts";
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

/** What the view Recognize does. */
export function describeRecognize(workshop: () => Workshop): void {
  describe("Recognize", () => {
    const choose = (page: Page, ...names: string[]) =>
      page.getByLabel("Recordings").setInputFiles(names.map((name) => workshop().at(name)));

    it("gives the command's probabilities to the last digit, at the model's rate and at another", async () => {
      const names = [workshop().utterances[0], "long.wav"];
      const told = JSON.parse(
        await undertone(
          "recognize",
          "--model",
          workshop().model,
          "--json",
          ...names.map((name) => workshop().at(name)),
        ),
      );
      const { page, wrongs } = await workshop().open();
      for (const [i, name] of names.entries()) {
        await page.reload();
        await choose(page, name);
        expect(await probabilities(page)).toEqual(told.files[i].probabilities);
        await expect.poll(() => page.locator("[data-testid=answer]").textContent()).toContain(told.files[i].label);
      }
      expect(told.files[1].sampleRate).toBe(44_100);
      expect(wrongs).toEqual([]);
    });

    it("shows a timeline whose table has a window each quarter of a second", async () => {
      const { page, wrongs } = await workshop().open();
      await choose(page, "long.wav");
      await page.getByText("The timeline as a table").click();
      const rows = page.locator(".timeline-table tbody tr");
      await expect.poll(() => rows.count()).toBeGreaterThan(30);
      expect(await rows.nth(0).locator("th").textContent()).toBe("0:01.0");
      expect(await rows.nth(1).locator("th").textContent()).toBe("0:01.3");
      const sums = await rows.evaluateAll((all) =>
        all.map((row) => Array.from(row.querySelectorAll("td"), (cell) => Number.parseFloat(cell.textContent))),
      );
      for (const row of sums) expect(Math.abs(row.reduce((a, b) => a + b, 0) - 100)).toBeLessThan(0.5);
      expect(wrongs).toEqual([]);
    });

    it("plays, and moves the cursor by keys and by the pointer", async () => {
      const { page, wrongs } = await workshop().open();
      await choose(page, "long.wav");
      const position = page.getByRole("slider", { name: "Position in the recording" });
      const now = async () => Number(await position.getAttribute("aria-valuenow"));
      await position.focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("PageUp");
      expect(await now()).toBe(1.2);
      expect(await position.getAttribute("aria-valuetext")).toMatch(/^0:01\.2 of 0:\d\d\.\d, \w+( \d+\.\d %|)/);
      const box = (await position.boundingBox())!;
      await page.mouse.click(box.x + box.width / 2, box.y + 20);
      expect(await now()).toBeCloseTo(Number(await position.getAttribute("aria-valuemax")) / 2, 0);
      await page.keyboard.press("Home");
      await page.getByRole("button", { name: "Play" }).click();
      await expect.poll(now).toBeGreaterThan(0.2);
      await page.getByRole("button", { name: "Pause" }).click();
      expect(wrongs).toEqual([]);
    });

    it("lists a broken file with its reason, and goes on with the rest", async () => {
      await writeFile(workshop().at("broken.wav"), "RIFF\0\0\0\0WAVEfmt ");
      await writeFile(workshop().at("notes.txt"), "no sound in here");
      await writeFile(workshop().at("quiet.wav"), quietRecording());
      const { page, wrongs } = await workshop().open();
      await choose(page, "broken.wav", "notes.txt", ...workshop().utterances, "quiet.wav");
      const nFiles = workshop().utterances.length + 1;
      await page
        .getByRole("status")
        .filter({ hasText: `${nFiles} files recognized, 2 could not be read` })
        .waitFor();
      const row = (name: string) => page.locator(".file", { hasText: name });
      expect(await row("broken.wav").textContent()).toContain("no fmt chunk (at byte 16)");
      expect(await row("notes.txt").textContent()).toContain("no audio format that is known here");
      expect(await row("quiet.wav").textContent()).toContain("no speech");
      expect(await row(workshop().utterances[5]).textContent()).toMatch(/\d %$/);
      await row("broken.wav").click();
      expect(await page.getByRole("alert").textContent()).toContain("no fmt chunk (at byte 16)");

      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Save as CSV" }).click();
      const table = await (await (await download).createReadStream()).toArray();
      expect(String(Buffer.concat(table)).trim().split("\n")).toHaveLength(1 + nFiles + 2);
      expect(wrongs).toEqual([]);
    });

    it("decodes every kind of file under its policy", async () => {
      const names = ["flac16x2", "oggFlac16x2", "mp3Stereo", "vorbisMono", "opusStereo"];
      for (const name of names) await writeFile(workshop().at(name), codecFixture(name));
      const { page, wrongs } = await workshop().open();
      await choose(page, ...names);
      await page.getByRole("status").filter({ hasText: "5 files recognized" }).waitFor();
      expect(wrongs).toEqual([]);
    });

    it("stops among many files, and goes on", async () => {
      const { page, wrongs } = await workshop().open();
      const many = Array.from({ length: 40 }, () => "long.wav");
      await choose(page, ...many);
      await page.getByRole("button", { name: "Stop" }).click();
      await page
        .getByRole("status")
        .filter({ hasText: /of 40 files, stopped/ })
        .waitFor();
      await page.getByRole("button", { name: "Go on" }).click();
      await page.getByRole("status").filter({ hasText: "40 files recognized" }).waitFor();
      expect(wrongs).toEqual([]);
    });

    it("hears the microphone, and shows what it heard when it is stopped", async () => {
      const { page, wrongs } = await workshop().open();
      await page.getByRole("button", { name: "Use the microphone" }).click();
      const answer = page.locator(".live [data-testid=answer]");
      await expect.poll(() => answer.textContent(), { timeout: 20_000 }).toMatch(/\d %$/);
      const sum = Object.values(await probabilities(page)).reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(1, 5);
      await page.getByRole("button", { name: "Stop and look at it" }).click();
      await page.getByRole("heading", { name: "microphone.wav" }).waitFor();
      await page.getByRole("slider").waitFor();
      expect(wrongs).toEqual([]);
    });

    it("says in words why there is no microphone", async () => {
      const refusals = [
        ["NotAllowedError", "The microphone was not allowed"],
        ["NotFoundError", "There is no microphone"],
        ["NotReadableError", "The microphone is in use"],
      ];
      const { page, wrongs } = await workshop().open();
      const button = page.getByRole("button", { name: /microphone|Try again/ });
      for (const [name, title] of refusals) {
        await page.evaluate((refusal) => {
          navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", refusal));
        }, name);
        await button.and(page.locator(":enabled")).click();
        await page.getByRole("alert").filter({ hasText: title }).waitFor();
      }
      expect(wrongs).toEqual([]);
    });

    it("opens another bundle, recognizes anew with it, and says why one cannot be opened", async () => {
      await writeFile(workshop().at("damaged.undertone"), "UNDERTONE?");
      const { page, wrongs } = await workshop().open();
      await choose(page, workshop().utterances[0]);
      const before = await probabilities(page);
      await page.getByLabel("Bundle", { exact: true }).setInputFiles(workshop().at("damaged.undertone"));
      expect(await page.getByRole("alert").textContent()).toContain("damaged.undertone");
      expect(await probabilities(page)).toEqual(before);

      await undertone("bundle", workshop().at("run"), "--fold", "2", "--out", workshop().at("other.undertone"));
      await page.getByLabel("Bundle", { exact: true }).setInputFiles(workshop().at("other.undertone"));
      await page.getByRole("button", { name: "Back to the built-in model" }).waitFor();
      await expect.poll(() => probabilities(page)).not.toEqual(before);
      await page.getByRole("button", { name: "Back to the built-in model" }).click();
      await expect.poll(() => probabilities(page)).toEqual(before);
      expect(wrongs).toEqual([]);
    });
  });
}
