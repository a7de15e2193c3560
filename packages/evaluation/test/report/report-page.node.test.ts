import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { reportHtml } from "@undertone/evaluation";
import type { AxeResults } from "axe-core";
import { type Browser, chromium } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM_ARGUMENTS, findChromium } from "../../../../scripts/chromium.ts";
import { smallReport } from "./report-data.ts";

const executablePath = findChromium();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// A Chromium that no test may do without is asked for by the browser project itself.
describe.skipIf(!executablePath)("a report in Chromium", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath!, args: [...CHROMIUM_ARGUMENTS] });
  });
  afterAll(() => browser?.close());

  it.each([
    ["light", 1280, smallReport()],
    ["dark", 390, smallReport()],
    ["light", 390, smallReport({ protocol: { label: "leaky (copies on both sides)", sound: false } })],
  ] as const)("is accessible, %s at %d px, and asks nothing of the network", async (colorScheme, width, data) => {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("request", (request) => said.push(request.url()));
    await page.setContent(reportHtml(data));
    expect(said).toEqual([]);
    // Nothing of the page is wider than the screen: tables scroll by themselves.
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);

    await page.evaluate(axe);
    const { violations, passes } = (await page.evaluate("axe.run()")) as AxeResults;
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
    expect(passes.length).toBeGreaterThan(20);
    await page.close();
  });
});
