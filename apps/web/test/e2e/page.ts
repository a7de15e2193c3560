import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { serveApp } from "@undertone/web/server";
import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { withoutBundle } from "../harness/without-bundle.ts";
import type { Workshop } from "../harness/workshop.ts";

/** What the first visit of Recognize may fetch, by gzip, before the built-in bundle, whose size is its own. */
const FIRST_LOAD_BYTES = 150_000;

/** What every view shares: sizes, policy, offline, theme and keyboard. */
export function describePage(workshop: () => Workshop): void {
  describe("the page", () => {
    const choose = (page: Page, ...names: string[]) =>
      page.getByLabel("Recordings").setInputFiles(names.map((name) => workshop().at(name)));
    const answer = (page: Page) => page.locator("[data-testid=answer]");

    it(`fetches at most ${FIRST_LOAD_BYTES / 1000} kB by gzip to recognize a first file`, async () => {
      const { page, asked } = await workshop().open({ serviceWorkers: "block" });
      await choose(page, "long.wav");
      await answer(page).waitFor();
      await page.getByRole("slider").waitFor();
      const files = [...new Set(asked)].map((name) => name || "index.html");
      const sizes = await Promise.all(
        files.map(async (name) => ({ name, bytes: gzipSync(await readFile(join(workshop().app, name))).length })),
      );
      const total = (some: typeof sizes) => some.reduce((sum, { bytes }) => sum + bytes, 0);
      const isBundle = ({ name }: { name: string }) => name.includes("default-bundle");
      expect(files.some((name) => name.includes("recognizer.worker"))).toBe(true);
      expect(sizes.filter(isBundle)).toHaveLength(1);
      expect(total(sizes.filter((size) => !isBundle(size)))).toBeLessThan(FIRST_LOAD_BYTES);
    });

    it("asks for a bundle where none is built in, and recognizes with it", async () => {
      const folder = await withoutBundle(workshop().app, workshop().at("bare"));
      const server = await serveApp({ folder, port: 0, host: "localhost" });
      const { page, wrongs } = await workshop().open({ url: server.url });
      await page.getByText("No model is built in here").waitFor();
      expect(await page.getByRole("button", { name: "Choose files" }).isDisabled()).toBe(true);
      await page.getByLabel("Bundle", { exact: true }).setInputFiles(workshop().model);
      await page.getByText("Trained on").waitFor();
      await choose(page, workshop().utterances[0]);
      await answer(page).waitFor();
      await server.close();
      expect(wrongs).toEqual([]);
    });

    it("works without its server after the first load, and keeps its theme", async () => {
      const server = await serveApp({ folder: workshop().app, port: 0, host: "localhost" });
      const { page, wrongs } = await workshop().open({ url: server.url, colorScheme: "light" });
      const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      const light = await ground();
      await page.getByRole("button", { name: "Change to light" }).click();
      expect(await ground()).toBe(light);
      await page.getByRole("button", { name: "Change to dark" }).click();
      expect(await ground()).not.toBe(light);
      const isKept = () => page.evaluate(() => navigator.serviceWorker.controller?.state === "activated");
      await expect.poll(isKept, { timeout: 20_000 }).toBe(true);
      await server.close();
      await page.reload();
      expect(await ground()).not.toBe(light);
      await choose(page, workshop().utterances[0]);
      await answer(page).waitFor();
      expect(wrongs).toEqual([]);
    });

    it("keeps every file of the app for offline use", async () => {
      const worker = await readFile(join(workshop().app, "service-worker.js"), "utf8");
      const files = (await readdir(join(workshop().app, "assets"))).filter((name) => !name.endsWith(".map"));
      expect(files.length).toBeGreaterThan(5);
      for (const name of files) expect(worker).toContain(`./assets/${name}`);
      expect(worker).not.toMatch(/__(PRECACHE|VERSION)__/);
    });

    it("can be used by keyboard alone, and is held by its policy: no connection, no other script, no style", async () => {
      const { page } = await workshop().open();
      const chosen = new Promise<void>((resolve, reject) =>
        page.once("filechooser", (chooser) => chooser.setFiles(workshop().at("long.wav")).then(resolve, reject)),
      );
      await page.getByText("Trained on").waitFor();
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to content");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Choose files");
      await page.keyboard.press("Enter");
      await chosen;
      await page.getByRole("slider").focus();
      await page.keyboard.press("Space");
      await page.getByRole("button", { name: "Pause" }).waitFor();

      const breaches = await page.evaluate(async () => {
        const found: string[] = [];
        addEventListener("securitypolicyviolation", ({ effectiveDirective }) => found.push(effectiveDirective));
        await fetch("./icon.svg").catch(() => found.push("fetch refused"));
        // In a task of its own: what the browser evaluates for a test may evaluate more.
        setTimeout(() => {
          try {
            // biome-ignore lint/security/noGlobalEval: to see it refused
            globalThis.eval("1");
          } catch {
            found.push("eval refused");
          }
        });
        document.body.insertAdjacentHTML(
          "beforeend",
          `<i style="color: red"></i><img src="https://example.org/a.png">`,
        );
        await new Promise((done) => setTimeout(done, 300));
        return found;
      });
      for (const refused of ["fetch refused", "connect-src", "eval refused", "style-src-attr", "img-src"]) {
        expect(breaches).toContain(refused);
      }
    });

    it("holds its policy on servers that send none", async () => {
      const html = await readFile(join(workshop().app, "index.html"), "utf8");
      expect(html).toMatch(
        /<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; script-src &#39;self&#39;/,
      );
    });
  });
}
