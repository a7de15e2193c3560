// Finds the Chromium that browser tests drive, or installs one.
import { existsSync } from "node:fs";
import { chromium } from "playwright";

const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** A container's Chromium runs as root and without a graphics card; tests speak to localhost and to nobody else. */
export const CHROMIUM_ARGUMENTS: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
];

/** The Chromiums on this machine: the system's, then Playwright's. CHROME_PATH, where set, is the only one. */
export function chromiumPaths(): string[] {
  const asked = process.env.CHROME_PATH;
  if (asked && !existsSync(asked)) throw new Error(`CHROME_PATH is ${asked}, expected a Chromium's path`);
  return asked ? [asked] : [...SYSTEM, chromium.executablePath()].filter((path) => existsSync(path));
}

/** The path of the first Chromium on this machine, or undefined. A CHROME_PATH that does not exist is an error. */
export function findChromium(): string | undefined {
  return chromiumPaths()[0];
}

/** Whether a Chromium starts: one whose system libraries are missing does not, nor does Ubuntu's stand-in for a snap. */
export async function chromiumStarts(executablePath: string): Promise<boolean> {
  try {
    const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_ARGUMENTS], timeout: 60_000 });
    await browser.close();
    return true;
  } catch {
    return false;
  }
}

/**
 * The path of a Chromium that starts, after trying the installers in turn if there is none.
 *
 * @param paths       where Chromiums lie, asked again after each installer
 * @param starts      whether the one at a path starts
 * @param installers  tried in order; whether one worked shows in what starts afterwards
 * @throws Error that says what to install
 */
export async function ensureChromium(
  paths: () => string[],
  starts: (path: string) => Promise<boolean>,
  installers: readonly (() => Promise<unknown>)[],
): Promise<string> {
  const tried = new Set<string>();
  for (const install of [undefined, ...installers]) {
    await install?.();
    for (const path of paths()) {
      if (await starts(path)) return path;
      tried.add(path);
    }
  }
  const here = tried.size > 0 ? `none of ${[...tried].join(", ")} starts` : "none is installed";
  throw new Error(
    [
      `no Chromium for the browser tests: ${here}. Any one of these helps:`,
      "  CHROME_PATH=/path/to/chrome npm test     a Chromium, Chrome or Edge that is there already",
      "  npx playwright install --with-deps chromium",
      "  sudo apt-get install chromium            on Debian",
    ].join("\n"),
  );
}
