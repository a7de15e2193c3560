import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium } from "playwright";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  CHROMIUM_ARGUMENTS,
  chromiumPaths,
  chromiumStarts,
  ensureChromium,
  findChromium,
} from "../../scripts/chromium.ts";

describe("ensureChromium", () => {
  /** A machine where some Chromiums start, and installers that each bring one more. */
  const machine = (found: string[], installable: string[] = []) => {
    const asked: string[] = [];
    const installers = installable.map((path) => async () => {
      asked.push(path);
      found.push(path);
    });
    return {
      asked,
      ensure: () =>
        ensureChromium(
          () => found,
          async (path) => path.startsWith("good"),
          installers,
        ),
    };
  };

  it("takes the first that starts and installs none", async () => {
    const { ensure, asked } = machine(["bad", "good 1", "good 2"], ["good 3"]);
    expect(await ensure()).toBe("good 1");
    expect(asked).toEqual([]);
  });

  it("installs until one starts, and no more", async () => {
    const { ensure, asked } = machine([], ["bad", "good 1", "good 2"]);
    expect(await ensure()).toBe("good 1");
    expect(asked).toEqual(["bad", "good 1"]);
  });

  it.each([
    [[], [], "none is installed"],
    [["bad 1"], ["bad 2"], "none of bad 1, bad 2 starts"],
  ])("says what to install where %j is there and %j can be had", async (found, installable, reason) => {
    await expect(machine(found, installable).ensure()).rejects.toThrow(
      [
        `no Chromium for the browser tests: ${reason}. Any one of these helps:`,
        "  CHROME_PATH=/path/to/chrome npm test     a Chromium, Chrome or Edge that is there already",
        "  npx playwright install --with-deps chromium",
        "  sudo apt-get install chromium            on Debian",
      ].join("\n"),
    );
  });
});

describe("chromiumPaths", () => {
  afterEach(() => void vi.unstubAllEnvs());

  it("is CHROME_PATH alone where it is set", () => {
    vi.stubEnv("CHROME_PATH", process.execPath);
    expect(chromiumPaths()).toEqual([process.execPath]);
  });

  it("refuses a CHROME_PATH where nothing is", () => {
    vi.stubEnv("CHROME_PATH", "/nowhere/chrome");
    expect(chromiumPaths).toThrow("CHROME_PATH is /nowhere/chrome, expected a Chromium's path");
  });
});

describe("chromiumStarts", () => {
  it("tells a Chromium from another program", async () => {
    expect(await chromiumStarts(findChromium()!)).toBe(true);
    expect(await chromiumStarts(process.execPath)).toBe(false);
  });
});

describe("CHROMIUM_ARGUMENTS", () => {
  // Chromium itself takes every name under localhost for this machine: without the rule the second page would open.
  it("keep a page from reaching any host but localhost", async () => {
    const server = createServer((_, response) => response.end("here"));
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    const { port } = server.address() as AddressInfo;
    const browser = await chromium.launch({ executablePath: findChromium()!, args: [...CHROMIUM_ARGUMENTS] });
    try {
      const page = await browser.newPage();
      await page.goto(`http://localhost:${port}`);
      expect(await page.textContent("body")).toBe("here");
      await expect(page.goto(`http://elsewhere.localhost:${port}`)).rejects.toThrow("ERR_NAME_NOT_RESOLVED");
    } finally {
      await browser.close();
      server.close();
    }
  });
});
