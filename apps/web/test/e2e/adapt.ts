import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeBundle } from "@undertone/core";
import { describe, expect, it } from "vitest";
import { findingsInBothThemes, PHONE } from "../harness/findings.ts";
import { undertone } from "../harness/repository.ts";
import type { Workshop } from "../harness/workshop.ts";

/** Three voices in a folder for each of two labels, and a broken clip. */
async function clipFolder(folder: string, { at, utterances }: Workshop): Promise<void> {
  for (const label of ["angry", "sad"]) {
    await mkdir(join(folder, label), { recursive: true });
    const own = utterances.filter((name) => name.includes(`_${label}_`)).slice(0, 3);
    for (const name of own) await cp(at(name), join(folder, label, name));
  }
  await writeFile(join(folder, "sad/broken.wav"), "RIFF");
}

/** What the view Adapt does. */
export function describeAdapt(workshop: () => Workshop): void {
  describe("Adapt", () => {
    it("gives the command's bundle of the same clips, measured on those left out, and uses it", {
      timeout: 120_000,
    }, async () => {
      const folder = workshop().at("clips");
      await clipFolder(folder, workshop());
      const out = workshop().at("adapted.undertone");
      const model = ["--model", workshop().model, "--out", out];
      // Beside the page, which takes as long.
      const command = undertone("adapt", folder, ...model, "--json").then(JSON.parse);

      const { page, wrongs } = await workshop().open({ hash: "#/adapt", ...PHONE });
      await page.getByRole("button", { name: "Record angry" }).click();
      await page.getByRole("button", { name: "Stop recording angry" }).click({ delay: 300 });
      await page.getByRole("button", { name: "Remove recorded.wav" }).click();
      await page.getByLabel("Folder of labels").setInputFiles(folder);
      await page.getByRole("button", { name: "Adapt on 7 clips" }).click();
      const sha256 = page.getByTestId("adapted-sha256");
      await sha256.waitFor({ timeout: 60_000 });
      const told = await command;
      expect(await sha256.textContent()).toBe(told.sha256);
      expect(told.counts).toEqual([3, 3, 0, 0, 0, 0, 0]);
      expect(await page.getByTestId("adapted-uar").textContent()).toBe(
        `${(100 * told.heldOut.after.uar).toFixed(1)} %`,
      );
      expect(await page.getByText("sad, broken.wav: ").isVisible()).toBe(true);
      expect(await page.getByText("npx undertone adapt FOLDER").isVisible()).toBe(true);

      expect(await findingsInBothThemes(page)).toEqual([]);
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
