// Finds the Chromium that browser tests drive: CHROME_PATH, the system's, Playwright's cache.
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

/** The path of a Chromium on this machine, or undefined. A CHROME_PATH that does not exist is an error. */
export function findChromium(): string | undefined {
  const asked = process.env.CHROME_PATH;
  if (asked && !existsSync(asked)) throw new Error(`CHROME_PATH is ${asked}, expected a Chromium's path`);
  return [asked, ...SYSTEM, chromium.executablePath()].find((path) => path && existsSync(path));
}
