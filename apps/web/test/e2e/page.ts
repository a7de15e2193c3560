import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { serveApp } from "@undertone/web/server";
import axe from "axe-core";
import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { buildApp } from "../harness/build-app.ts";
import type { Workshop } from "../harness/workshop.ts";

/** What the first visit of Recognize may fetch, by gzip, before the built-in bundle, whose size is its own. */
const FIRST_LOAD_BYTES = 150_000;

/** What every view shares: sizes, policy, offline, accessibility. */
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
      const server = await serveApp({
        folder: await buildApp(workshop().at("bare"), null),
        port: 0,
        host: "localhost",
      });
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

    it("works without its server after the first load", async () => {
      const server = await serveApp({ folder: workshop().app, port: 0, host: "localhost" });
      const { page, wrongs } = await workshop().open({ url: server.url });
      const isKept = () => page.evaluate(() => navigator.serviceWorker.controller?.state === "activated");
      await expect.poll(isKept, { timeout: 20_000 }).toBe(true);
      await server.close();
      await page.reload();
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

    it("is held by its policy: no connection, no other script, no style of its own", async () => {
      const { page } = await workshop().open();
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

    describe("for everybody", () => {
      const states: Record<string, (page: Page) => Promise<unknown>> = {
        empty: (page) => page.getByText("Trained on").waitFor(),
        "with a recording": async (page) => {
          await choose(page, "long.wav");
          await page.getByText("The timeline as a table").click();
        },
        "with many files and a broken one": async (page) => {
          await writeFile(workshop().at("broken.wav"), "RIFF");
          await choose(page, "broken.wav", ...workshop().utterances.slice(0, 3));
          await page.getByText("3 files recognized").waitFor();
          await page.getByText("All about this bundle").click();
        },
        "while it listens": async (page) => {
          await page.getByRole("button", { name: "microphone" }).click();
          await page.locator(".live .answer:not(.waiting)").waitFor();
        },
        "without a microphone": async (page) => {
          await page.evaluate(() => {
            navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "NotFoundError"));
          });
          await page.getByRole("button", { name: "microphone" }).click();
          await page.getByRole("alert").waitFor();
        },
      };

      it.each([
        ["light", "empty"],
        ["light", "with a recording"],
        ["light", "with many files and a broken one"],
        ["light", "while it listens"],
        ["light", "without a microphone"],
        ["dark", "with a recording"],
        ["dark", "with many files and a broken one"],
      ] as const)("in a %s theme, has no serious finding of axe: %s", async (colorScheme, state) => {
        const viewport = { width: 390, height: 844 };
        const { page, wrongs } = await workshop().open({ colorScheme, viewport, reducedMotion: "reduce" });
        await states[state](page);
        // Evaluated by the browser itself, as a script of the page would breach the policy.
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
        const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
        expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
        expect(wrongs).toEqual([]);
      });
    });

    it("changes its theme by its button, and keeps it", async () => {
      const { page } = await workshop().open({ colorScheme: "light" });
      const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      const light = await ground();
      await page.getByRole("button", { name: "Change to light" }).click();
      expect(await ground()).toBe(light);
      await page.getByRole("button", { name: "Change to dark" }).click();
      expect(await ground()).not.toBe(light);
      await page.reload();
      expect(await ground()).not.toBe(light);
    });

    it("can be used by keyboard alone", async () => {
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
    });
  });
}
