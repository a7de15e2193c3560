import { chromium as playwright } from "playwright";
import { CHROMIUM_ARGUMENTS, chromiumPaths, chromiumStarts, ensureChromium } from "../../../scripts/chromium.ts";
import { installDebianPackages } from "../harness/debian.ts";
import { homeIn } from "../harness/home.ts";
import { pageEngine } from "../harness/page.ts";
import { versionOf } from "../harness/version.ts";
import { type Engine, MissingEngine, type Visit } from "./engine.ts";

/** Chromium without a window, by Playwright: V8. */
export const chromium: Engine = {
  name: "chromium",
  async find(machine) {
    const install = () => installDebianPackages(["chromium"], machine);
    const executablePath = await ensureChromium(chromiumPaths, chromiumStarts, [install]).catch((error) => {
      throw new MissingEngine(error.message.split("\n")[0]);
    });
    return pageEngine(await versionOf(executablePath, machine), (address, visit) =>
      open(executablePath, address, visit),
    );
  },
};

async function open(executablePath: string, address: string, { scratch, signal }: Visit): Promise<string> {
  const browser = await playwright.launch({
    executablePath,
    args: [...CHROMIUM_ARGUMENTS],
    env: homeIn(scratch),
    handleSIGINT: false,
    handleSIGTERM: false,
  });
  try {
    const page = await browser.newPage();
    const ended = new Promise<string>((resolve) => {
      signal.addEventListener("abort", () => resolve("closed"));
      page.on("crash", () => resolve("the page crashed"));
      browser.on("disconnected", () => resolve("the browser ended"));
    });
    if (!signal.aborted) await page.goto(address);
    return signal.aborted ? "closed" : await ended;
  } finally {
    await browser.close();
  }
}
